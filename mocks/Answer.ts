import type { Gate } from './script.ts';

/** Bytes that leave in one piece. */
export interface SendFrame {
  readonly type: 'send';
  readonly bytes: Uint8Array;
  /**
   * What the bytes are for the reply. `opening`: what comes before its content; `body`: one delta; `ending`: all that says how it
   * ended; `noise`: nothing, a reader skips it. Faults choose where to strike by it.
   */
  readonly place: 'opening' | 'body' | 'ending' | 'noise';
  /** The `seq` of the event in it, when the format numbers its events. */
  readonly seq?: number;
}

/** One thing that happens on a connection. After the last frame it is closed in good order. */
export type Frame =
  | SendFrame
  | { readonly type: 'wait'; readonly ms: number }
  | { readonly type: 'hold'; readonly gate: Gate }
  /** The connection breaks. */
  | { readonly type: 'drop' }
  /** The connection stays open and nothing comes any more. */
  | { readonly type: 'stall' };

/** What a server does with a request. */
export type Answer =
  | {
      readonly type: 'response';
      readonly status: number;
      /** By lower-case name. */
      readonly headers: Readonly<Record<string, string>>;
      readonly frames: readonly Frame[];
    }
  /** The connection breaks before any answer. */
  | { readonly type: 'refused' }
  /** The connection stays open without any answer. */
  | { readonly type: 'silent' };

const encoder = new TextEncoder();

/** A frame that sends a text as UTF-8. */
export function send(text: string, place: SendFrame['place'], seq?: number): SendFrame {
  return { type: 'send', bytes: encoder.encode(text), place, ...(seq === undefined ? {} : { seq }) };
}

/** All bytes of some frames as text, a byte order mark included. */
export function textOfFrames(frames: readonly Frame[]): string {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const text = frames.map((frame) => (frame.type === 'send' ? decoder.decode(frame.bytes, { stream: true }) : ''));
  return text.join('') + decoder.decode();
}
