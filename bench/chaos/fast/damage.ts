import type { Chance } from '../createChance.ts';
import type { WireFault } from '../Story.ts';
import type { Machine } from './createMachine.ts';
import type { World } from './createWorld.ts';

/** What happens to the body of an answer. Places are counted in bytes from its beginning; negative: before the request arrives. */
export interface Damage {
  readonly cutAfterBytes: number;
  /** Closes in good order there. */
  readonly endAfterBytes: number;
  readonly stallAfterBytes: number;
  /** The largest piece in which it comes. */
  readonly pieceBytes: number;
  /** The longest delay of a piece. */
  readonly delayMs: number;
}

interface Surroundings {
  readonly world: World;
  readonly machine: Machine;
  readonly chance: Chance;
  /** The connection is no more. */
  readonly gone: AbortSignal;
  /** Told of each fault when it strikes. */
  readonly onFault: (fault: WireFault) => void;
}

/** The same answer, as it comes over a bad line. */
export function damage(response: Response, drawn: Damage, surroundings: Surroundings): Response {
  const { world, machine, chance, gone, onFault } = surroundings;
  const { status, statusText, headers } = response;
  const reader = response.body?.getReader();
  if (!reader) return new Response(null, { status, statusText, headers });
  let sentBytes = 0;
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start(controller) {
      const leave = (): void => {
        reader.cancel().catch(() => undefined);
        controller.error(gone.reason);
      };
      gone.addEventListener('abort', leave, { once: true });
      void pump(controller).finally(() => gone.removeEventListener('abort', leave));
    },
    cancel: () => reader.cancel(),
  });
  return new Response(body, { status, statusText, headers });

  async function pump(controller: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>>): Promise<void> {
    try {
      for await (const piece of pieces()) {
        if (drawn.delayMs > 0) {
          onFault('delay');
          await world.sleep(chance.between(0, drawn.delayMs));
        }
        await machine.awake();
        if (gone.aborted) return;
        if (sentBytes + piece.length > drawn.stallAfterBytes) return onFault('stall');
        const rest = Math.min(drawn.cutAfterBytes, drawn.endAfterBytes) - sentBytes;
        controller.enqueue(piece.slice(0, rest));
        if (piece.length >= rest) return breakOff(controller);
        sentBytes += piece.length;
      }
      if (!gone.aborted) controller.close();
    } catch (error) {
      if (!gone.aborted) controller.error(error);
    }
  }

  function breakOff(controller: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>>): void {
    reader?.cancel().catch(() => undefined);
    const isCut = drawn.cutAfterBytes <= drawn.endAfterBytes;
    onFault(isCut ? 'cut' : 'end');
    if (isCut) controller.error(new TypeError('The connection was cut.'));
    else controller.close();
  }

  async function* pieces(): AsyncGenerator<Uint8Array<ArrayBuffer>> {
    for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
      const bytes = read.value;
      for (let at = 0; at < bytes.length;) {
        const length = Number.isFinite(drawn.pieceBytes) ? chance.between(1, drawn.pieceBytes) : bytes.length;
        if (length < bytes.length) onFault('split');
        yield Uint8Array.from(bytes.subarray(at, at + length));
        at += length;
      }
    }
  }
}
