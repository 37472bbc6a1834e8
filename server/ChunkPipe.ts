import type http from 'node:http';
import type { Writable } from 'node:stream';

/**
 * The way of a streamed body to a client, behind its headers. Frames the chunks itself: with one write for each piece
 * instead of four, a reply costs a fifth less (see bench/README.md).
 *
 * @see https://www.rfc-editor.org/rfc/rfc9112.html#name-chunked-transfer-coding
 */
export class ChunkPipe {
  readonly #outgoing: http.ServerResponse;
  readonly #target: Writable;
  readonly #onDrain: () => void;

  /** Sends the headers. `onDrain` is called when the client, after it had enough, takes more again. */
  constructor(outgoing: http.ServerResponse, onDrain: () => void) {
    outgoing.flushHeaders();
    const { socket } = outgoing;
    this.#outgoing = outgoing;
    // An HTTP/1.0 client knows no chunks, and a pipelined answer has no socket until the one before it has ended.
    this.#target = socket && outgoing.chunkedEncoding ? socket : outgoing;
    this.#onDrain = onDrain;
    this.#target.on('drain', onDrain);
  }

  /** Whether the client takes more now. */
  get isOpen(): boolean {
    return !this.#outgoing.destroyed && !this.#target.writableNeedDrain;
  }

  /** Sends a piece as a chunk of its own. It must not be empty. */
  write(piece: string): void {
    if (this.#target === this.#outgoing) this.#outgoing.write(piece);
    else this.#target.write(`${Buffer.byteLength(piece).toString(16)}\r\n${piece}\r\n`);
  }

  /** Must be called in the end: the connection may carry another answer after this one. */
  close(): void {
    this.#target.off('drain', this.#onDrain);
  }
}
