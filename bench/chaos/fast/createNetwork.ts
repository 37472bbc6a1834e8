import type { Chance } from '../createChance.ts';
import type { Story, WireFault } from '../Story.ts';
import type { Life } from './createLife.ts';
import type { FastServer } from './createFastServer.ts';
import type { World } from './createWorld.ts';
import { damage, type Damage } from './damage.ts';

/** The line between the browser and the server. */
export interface Network {
  /** The `fetch` of a page. */
  fetchOf(page: Life, browser: Life): typeof fetch;
  /** Breaks every connection, and lets none be made until it is called again. */
  setDown(isDown: boolean): void;
  /** Breaks every connection. */
  breakAll(): void;
}

/** What the line lies between, and what happens on it. */
export interface NetworkOptions {
  readonly world: World;
  readonly server: FastServer;
  readonly chance: Chance;
  readonly story: Story;
  /** Whether nothing goes wrong any more. */
  readonly isHealed: () => boolean;
  readonly onFault: (fault: WireFault) => void;
  /** Called with each request before it leaves. */
  readonly onRequest: (request: Request) => void;
  /** Called with each answer where the server gave it. */
  readonly onAnswer: (request: Request, response: Response) => void;
}

const LONGEST_WAY_MS = 15;

/** A line that is up. */
export function createNetwork(options: NetworkOptions): Network {
  const { world, server, chance, story, isHealed, onFault } = options;
  const breakers = new Set<() => void>();
  let isDown = false;

  const draw = (): Damage => {
    const happens = (fault: WireFault): boolean => {
      const is = !isHealed() && chance.happens(story.wire[fault]);
      if (is) onFault(fault);
      return is;
    };
    const [isCut, isStalled] = [happens('cut'), happens('stall')];
    // Often near the beginning, where the question and its receipt are.
    const place = (): number => (chance.happens(0.3) ? chance.between(-1, 200) : chance.between(0, 8000));
    return {
      cutAfterBytes: isCut ? place() : Infinity,
      stallAfterBytes: isStalled ? place() : Infinity,
      pieceBytes: happens('split') ? chance.between(1, 40) : Infinity,
      delayMs: happens('delay') ? chance.between(1, 60) : 0,
    };
  };

  const connect = async (request: Request, lives: AbortSignal): Promise<Response> => {
    const drawn = draw();
    const broken = new AbortController();
    const breakNow = (): void => broken.abort(new TypeError('The connection is broken.'));
    breakers.add(breakNow);
    const gone = AbortSignal.any([broken.signal, lives]);
    gone.addEventListener('abort', () => void breakers.delete(breakNow), { once: true });
    await orGone(world.sleep(chance.between(0, LONGEST_WAY_MS)), gone);
    const running = server.process;
    if (!running || isDown || drawn.cutAfterBytes < 0) throw new TypeError('No connection can be made.');
    running.life.signal.addEventListener('abort', breakNow, { once: true });
    const response = await orGone(running.answer(new Request(request, { signal: gone })), gone);
    options.onAnswer(request, response);
    await orGone(world.sleep(chance.between(0, LONGEST_WAY_MS)), gone);
    if (drawn.cutAfterBytes === 0) breakNow();
    gone.throwIfAborted();
    return damage(response, drawn, { world, chance, gone });
  };

  return {
    fetchOf: (page, browser) => async (input, init) => {
      if (page.isOver) return new Promise(() => undefined);
      if (isDown) throw new TypeError('There is no connection.');
      const request = new Request(new URL(input instanceof Request ? input.url : input, 'http://rivulet.test'), {
        ...init,
        signal: null,
      });
      // What is kept alive outlives its page.
      const life = init?.keepalive ? browser.signal : AbortSignal.any([page.signal, browser.signal]);
      const lives = init?.signal ? AbortSignal.any([life, init.signal]) : life;
      if (!lives.aborted) options.onRequest(request);
      lives.throwIfAborted();
      return page.bound(connect(request, lives));
    },
    setDown(down) {
      isDown = down;
      if (down) for (const breakNow of breakers) breakNow();
    },
    breakAll() {
      for (const breakNow of breakers) breakNow();
    },
  };
}

/** The same, unless the connection is no more before. @throws {unknown} the reason for that. */
async function orGone<T>(work: Promise<T>, gone: AbortSignal): Promise<T> {
  const left = Promise.withResolvers<void>();
  const leave = (): void => left.resolve();
  gone.addEventListener('abort', leave, { once: true });
  if (gone.aborted) leave();
  await Promise.race([left.promise, work]);
  gone.removeEventListener('abort', leave);
  gone.throwIfAborted();
  return work;
}
