import { openaiChat } from '../../../providers/openaiChat.ts';
import { createApp } from '../../../server/app.ts';
import { createFetchHandler } from '../../../server/fetchHandler.ts';
import { LEASE_MS, LiveLog } from '../../../server/log/LiveLog.ts';
import { defaultRetention } from '../../../server/log/Retention.ts';
import { SqliteStorage } from '../../../server/log/SqliteStorage.ts';
import { createSqliteRows } from '../../../server/log/sqliteRows.ts';
import type { UpstreamDirectory } from '../../../server/UpstreamDirectory.ts';
import { MAX_LOG_BYTES } from '../../../protocol/limits.ts';
import { createCallUpstream } from '../../../server/callUpstream.ts';
import { defaultLimits, type Limits } from '../../../server/defaultLimits.ts';
import type { UpstreamClient } from '../../../server/upstream.ts';
import { createMemoryDatabase } from './createMemoryDatabase.ts';
import { createLife, type Life } from './createLife.ts';
import type { World } from './createWorld.ts';

/** The server of a run: our own code on its own log, which outlives it. */
export interface FastServer {
  /** Answers a request for as long as this process lives; `undefined` when none does. */
  readonly process: { readonly life: Life; readonly answer: (request: Request) => Promise<Response> } | undefined;
  /** Ends the process as SIGKILL does. */
  kill(): void;
  start(): void;
  /** Frees what is left. */
  close(): void;
}

/** What answers: told of the life of the process that calls it. */
export type Model = (life: Life) => UpstreamClient;

/** A model that says nothing more is given up soon: a run does not wait for minutes. */
const LIMITS: Limits = { ...defaultLimits, idleMs: 20_000 };

/** What the server says of a model that broke off: no defect of its own. */
const OF_BROKEN_MODEL = /^reply \S+: failed: (?:bad-response|truncated|timeout)$/;

const upstream = {
  id: 'bench',
  label: 'Bench',
  origin: 'configured',
  provider: openaiChat,
  baseUrl: 'http://127.0.0.1:9',
  key: '',
  keySetting: '',
} as const;

const directory: UpstreamDirectory = {
  resolve: async (modelId) => ({ upstream, model: modelId.replace('bench/', '') }),
  catalog: async () => ({
    models: [{ id: 'bench/words', name: 'Words', provider: 'bench' }],
    providers: [{ id: 'bench', label: 'Bench', origin: 'configured', state: 'ready' }],
    settings: { path: '' },
  }),
  onChange: () => () => undefined,
  close: () => undefined,
};

/** A server that has not been started. */
export function createFastServer(world: World, model: Model): FastServer {
  const reports: string[] = [];
  const report = (line: string): void => {
    if (!OF_BROKEN_MODEL.test(line)) reports.push(line);
  };
  const database = createMemoryDatabase();
  let running: FastServer['process'];
  let starts = 0;
  return {
    get process() {
      return running;
    },
    kill() {
      running?.life.end();
      running = undefined;
    },
    start() {
      const life = createLife(world);
      const log = openLog(life);
      starts += 1;
      const owner = `server-${starts}`;
      const timers = { now: life.nowMs, after: life.after };
      const callUpstream = createCallUpstream({ client: model(life), timers, limits: LIMITS, report });
      const app = createApp({ log, directory, owner, timers, callUpstream, report });
      running = { life, answer: createFetchHandler((request) => app.handle(request)) };
    },
    close() {
      running?.life.end();
      database.close();
      if (reports.length > 0) throw new Error(`The server reports: ${reports.join(' ')}`);
    },
  };

  function openLog(life: Life): LiveLog {
    const rows = createSqliteRows(database);
    const storage = new SqliteStorage({
      open: () => ({
        ...rows,
        transaction(durably, work) {
          // A process that was killed in its turn does not finish it.
          if (!life.isOver) rows.transaction(durably, work);
        },
      }),
      isThere: () => true,
      release: () => undefined,
      now: life.nowMs,
      after: life.after,
      report,
      retention: defaultRetention,
    });
    return new LiveLog({ now: life.nowMs, maxReplyBytes: MAX_LOG_BYTES, leaseMs: LEASE_MS }, storage);
  }
}
