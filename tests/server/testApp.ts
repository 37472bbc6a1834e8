import { createParser } from 'eventsource-parser';
import { onTestFinished } from 'vitest';
import type { ReplyEvent } from '../../protocol/events.ts';
import { isReplyId, type ReplyId } from '../../protocol/ids.ts';
import type { ModelCatalog } from '../../protocol/models.ts';
import { decodeReplyEvent, type SseMessage } from '../../protocol/sse.ts';
import { openaiChat } from '../../providers/openaiChat.ts';
import { createApp, type App, type AppOptions } from '../../server/app.ts';
import { createFetchHandler } from '../../server/fetchHandler.ts';
import type { GenerationLog } from '../../server/log/GenerationLog.ts';
import { createMemoryLog } from '../../server/log/memoryLog.ts';
import type { Upstream, UpstreamDirectory } from '../../server/UpstreamDirectory.ts';
import { createFakeTimers, type FakeTimers } from './fakeTimers.ts';

/** An app, and short words for asking it. */
export interface TestApp {
  readonly app: App;
  readonly log: GenerationLog;
  readonly timers: FakeTimers;
  readonly reports: string[];
  readonly directory: StubDirectory;
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>;
  send(method: string, path: string, init?: RequestInit): Promise<Response>;
}

/** A directory whose one upstream a test names. */
export interface StubDirectory extends UpstreamDirectory {
  change(): void;
}

export const catalog: ModelCatalog = {
  models: [{ id: 'stub/m', name: 'M', provider: 'stub' }],
  providers: [{ id: 'stub', label: 'Stub', origin: 'configured', state: 'ready' }],
  settings: { path: 'rivulet.config.json' },
};

/** An upstream of the name `stub`. */
export function stubUpstream(changes: Partial<Upstream> = {}): Upstream {
  return {
    id: 'stub',
    label: 'Stub',
    origin: 'configured',
    provider: openaiChat,
    baseUrl: 'http://127.0.0.1:9',
    key: '',
    keySetting: 'STUB_KEY',
    ...changes,
  };
}

export function stubDirectory(upstream: Upstream = stubUpstream()): StubDirectory {
  const listeners = new Set<() => void>();
  return {
    resolve: async (modelId) =>
      modelId.startsWith('stub/') ? { upstream, model: modelId.slice('stub/'.length) } : undefined,
    catalog: async () => catalog,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => undefined,
    change() {
      for (const listener of listeners) listener();
    },
  };
}

/** An app over a memory log and held time; closed when the test is over. */
export function createTestApp(options: Partial<AppOptions> & { upstream?: Upstream } = {}): TestApp {
  const timers = createFakeTimers();
  const log = options.log ?? createMemoryLog({ now: () => timers.now() });
  const directory = stubDirectory(options.upstream);
  const reports: string[] = [];
  const report = (line: string): void => void reports.push(line);
  const app = createApp({ log, directory, owner: 'test', timers, report, ...options });
  onTestFinished(() => app.close());
  const fetchApp = createFetchHandler((request) => app.handle(request));
  const send = (method: string, path: string, init: RequestInit = {}): Promise<Response> =>
    fetchApp(new Request(`http://rivulet.test${path}`, { method, ...init }));
  return {
    app,
    log,
    timers,
    reports,
    directory,
    send,
    get: (path, headers = {}) => send('GET', path, { headers }),
    post: (path, body = {}, headers = {}) =>
      send('POST', path, {
        body: typeof body === 'string' ? body : JSON.stringify(body),
        headers: { 'content-type': 'application/json', ...headers },
      }),
  };
}

let counter = 0;

/** A reply id that no other test has. */
export function freshId(): ReplyId {
  counter += 1;
  const id = `test-reply-${counter}`;
  if (!isReplyId(id)) throw new Error(`${id} is no reply id`);
  return id;
}

/** A request for a reply. */
export function replyRequest(replyId: ReplyId, text = 'Hello'): Record<string, unknown> {
  return { replyId, model: 'stub/m', messages: [{ role: 'user', parts: [{ type: 'text', text }] }], params: {} };
}

/** Reads an event stream message by message. */
export interface StreamReader {
  /** The next message, pings included; `undefined` at the end. */
  nextMessage(): Promise<SseMessage | undefined>;
  /** The next reply event. */
  next(): Promise<ReplyEvent | undefined>;
  /** The reply events that are left, to the end. */
  rest(): Promise<ReplyEvent[]>;
  /** Leaves, as a client that closes its connection. */
  leave(): Promise<void>;
}

/** A reader of a response's stream. */
export function readStream(response: Response): StreamReader {
  const reader = response.body?.getReader();
  if (!reader) throw new Error(`No stream: ${response.status}`);
  const decoder = new TextDecoder();
  const messages: SseMessage[] = [];
  const parser = createParser({
    onEvent: ({ id = '', event = '', data }) => messages.push({ id, event, data }),
  });
  const nextMessage = async (): Promise<SseMessage | undefined> => {
    while (messages.length === 0) {
      const { done, value } = await reader.read();
      if (done) return undefined;
      parser.feed(decoder.decode(value, { stream: true }));
    }
    return messages.shift();
  };
  const next = async (): Promise<ReplyEvent | undefined> => {
    for (;;) {
      const message = await nextMessage();
      if (!message) return undefined;
      const decoded = decodeReplyEvent(message);
      if (decoded.kind === 'event') return decoded.event;
    }
  };
  return {
    nextMessage,
    next,
    async rest() {
      const events: ReplyEvent[] = [];
      for (let event = await next(); event; event = await next()) events.push(event);
      return events;
    },
    leave: () => reader.cancel(),
  };
}

/** All text of deltas. */
export function textOf(events: readonly ReplyEvent[]): string {
  return events.map((event) => (event.type === 'part-delta' ? event.delta : '')).join('');
}

/** The error in an answer. */
export async function errorOf(response: Response): Promise<{ code: string; message: string; retryAfterMs?: number }> {
  const { error } = (await response.json()) as { error: { code: string; message: string; retryAfterMs?: number } };
  return error;
}
