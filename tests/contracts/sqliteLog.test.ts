import { setImmediate } from 'node:timers/promises';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { GenerationLog } from '../../server/log/GenerationLog.ts';
import { createSqliteLog } from '../../server/log/sqliteLog.ts';
import { describeGenerationLog, type LogUnderTest } from './generationLog.ts';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

async function create(options: LogUnderTest): Promise<GenerationLog> {
  const folder = mkdtempSync(join(tmpdir(), 'rivulet-log-'));
  folders.push(folder);
  return createSqliteLog({ ...options, folder, report: console.error });
}

describeGenerationLog('the SQLite log', create);

describeGenerationLog(
  'the SQLite log, with ended replies on the disk before anyone asks for them,',
  async (options) => {
    const log = await create(options);
    return {
      claim: (...args) => setImmediate().then(() => log.claim(...args)),
      status: (...args) => setImmediate().then(() => log.status(...args)),
      append: (...args) => setImmediate().then(() => log.append(...args)),
      open: (...args) => setImmediate().then(() => log.open(...args)),
      async *read(...args) {
        await setImmediate();
        yield* log.read(...args);
      },
      requestStop: (...args) => setImmediate().then(() => log.requestStop(...args)),
      stopRequested: (...args) => setImmediate().then(() => log.stopRequested(...args)),
      renew: (...args) => log.renew(...args),
      endOrphans: () => log.endOrphans(),
      delete: (...args) => setImmediate().then(() => log.delete(...args)),
      close: () => log.close(),
    };
  },
);
