import type { Chance } from '../createChance.ts';
import type { World } from './createWorld.ts';

/** What happens to the body of an answer. Places are counted in bytes from its beginning; negative: before the request arrives. */
export interface Damage {
  readonly cutAfterBytes: number;
  readonly stallAfterBytes: number;
  /** The largest piece in which it comes. */
  readonly pieceBytes: number;
  /** The longest delay of a piece. */
  readonly delayMs: number;
}

interface Surroundings {
  readonly world: World;
  readonly chance: Chance;
  /** The connection is no more. */
  readonly gone: AbortSignal;
}

/** The same answer, as it comes over a bad line. */
export function damage(response: Response, drawn: Damage, { world, chance, gone }: Surroundings): Response {
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
        if (drawn.delayMs > 0) await world.sleep(chance.between(0, drawn.delayMs));
        if (gone.aborted || sentBytes + piece.length > drawn.stallAfterBytes) return;
        const rest = drawn.cutAfterBytes - sentBytes;
        controller.enqueue(piece.slice(0, rest));
        if (piece.length >= rest) return abort(controller);
        sentBytes += piece.length;
      }
      if (!gone.aborted) controller.close();
    } catch (error) {
      if (!gone.aborted) controller.error(error);
    }
  }

  function abort(controller: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>>): void {
    reader?.cancel().catch(() => undefined);
    controller.error(new TypeError('The connection was cut.'));
  }

  async function* pieces(): AsyncGenerator<Uint8Array<ArrayBuffer>> {
    for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
      const bytes = read.value;
      for (let at = 0; at < bytes.length;) {
        const length = Number.isFinite(drawn.pieceBytes) ? chance.between(1, drawn.pieceBytes) : bytes.length;
        yield Uint8Array.from(bytes.subarray(at, at + length));
        at += length;
      }
    }
  }
}
