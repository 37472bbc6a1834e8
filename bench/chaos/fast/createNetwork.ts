import type { Chance } from '../createChance.ts';
import type { Story, WireFault } from '../Story.ts';
import type { Life } from './createLife.ts';
import type { FastServer } from './createFastServer.ts';
import type { Machine } from './createMachine.ts';
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
  /** Sends the last question once more, as it was, and goes away as soon as there is an answer. @returns whether there was one to send. */
  askAgain(): boolean;
}

/** What the line lies between, and what happens on it. */
export interface NetworkOptions {
  readonly world: World;
  readonly machine: Machine;
  readonly server: FastServer;
  readonly chance: Chance;
  readonly story: Story;
  /** Whether nothing goes wrong any more. */
  readonly isHealed: () => boolean;
  /** Told once a connection of each fault that strikes it; of one that does no harm, once the model speaks. */
  readonly onFault: (fault: WireFault) => void;
  readonly isSpeaking: () => boolean;
  /** Called with each request before it leaves. */
  readonly onRequest: (request: Request) => void;
  /** Called with each answer where the server gave it. */
  readonly onAnswer: (request: Request, response: Response) => void;
}

const LONGEST_WAY_MS = 15;

/** A line that is up. */
export function createNetwork(options: NetworkOptions): Network {
  const { world, machine, server, chance, story, isHealed, onFault, isSpeaking } = options;
  const breakers = new Set<() => void>();
  let isDown = false;
  let question: Request | undefined;

  const draw = (): Damage => {
    const happens = (fault: WireFault): boolean => !isHealed() && chance.happens(story.wire[fault]);
    // Often near the beginning, where the question and its receipt are.
    const place = (): number => (chance.happens(0.3) ? chance.between(-50, 200) : chance.between(0, 6000));
    return {
      cutAfterBytes: happens('cut') ? place() : Infinity,
      endAfterBytes: happens('end') ? Math.max(0, place()) : Infinity,
      stallAfterBytes: happens('stall') ? Math.max(0, place()) : Infinity,
      pieceBytes: happens('split') ? chance.between(1, 40) : Infinity,
      delayMs: happens('delay') ? chance.between(1, 60) : 0,
    };
  };

  const connect = async (request: Request, lives: AbortSignal): Promise<Response> => {
    const drawn = draw();
    const told = new Set<WireFault>();
    const tell = (fault: WireFault): void => {
      if (told.has(fault) || (HARMLESS.has(fault) && !isSpeaking())) return;
      told.add(fault);
      onFault(fault);
    };
    const broken = new AbortController();
    const breakNow = (): void => broken.abort(new TypeError('The connection is broken.'));
    breakers.add(breakNow);
    const gone = AbortSignal.any([broken.signal, lives]);
    gone.addEventListener('abort', () => void breakers.delete(breakNow), { once: true });
    await orGone(world.sleep(chance.between(0, LONGEST_WAY_MS)), gone);
    const running = server.process;
    if (drawn.cutAfterBytes < 0) tell('cut');
    if (!running || isDown || drawn.cutAfterBytes < 0) throw new TypeError('No connection can be made.');
    running.life.signal.addEventListener('abort', breakNow, { once: true });
    const response = await orGone(running.answer(new Request(request, { signal: gone })), gone);
    options.onAnswer(request, response);
    await orGone(world.sleep(chance.between(0, LONGEST_WAY_MS)), gone);
    if (drawn.cutAfterBytes === 0) breakNow();
    gone.throwIfAborted();
    return damage(response, drawn, { world, machine, chance, gone, onFault: tell });
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
      if (isQuestion(request)) question = request.clone();
      return page.bound(connect(request, lives));
    },
    setDown(down) {
      isDown = down;
      if (down) for (const breakNow of breakers) breakNow();
    },
    breakAll() {
      for (const breakNow of breakers) breakNow();
    },
    askAgain() {
      const answered = question && server.process?.answer(question.clone());
      answered?.then((response) => response.body?.cancel()).catch(() => undefined);
      return answered !== undefined;
    },
  };
}

/** What does no harm by itself. */
const HARMLESS: ReadonlySet<WireFault> = new Set(['split', 'delay']);

/** Whether a request asks for a reply. */
export function isQuestion({ method, url }: Request): boolean {
  return method === 'POST' && new URL(url).pathname === '/api/replies';
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
