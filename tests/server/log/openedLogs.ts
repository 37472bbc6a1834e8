import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { ReplyEvent, ReplyEventBody } from '../../../protocol/events.ts';
import type { ReplyId } from '../../../protocol/ids.ts';
import type { GenerationLog } from '../../../server/log/GenerationLog.ts';
import { createSqliteLog, type SqliteLog, type SqliteLogOptions } from '../../../server/log/sqliteLog.ts';
import { collect } from '../collect.ts';
import { temporaryDirectory } from '../temporaryDirectory.ts';

export const START: ReplyEventBody = { type: 'reply-start', model: 'm' };
export const END: ReplyEventBody = { type: 'reply-end', finishReason: 'stop' };

/** A piece of text of part 0. */
export function delta(text: string): ReplyEventBody {
  return { type: 'part-delta', index: 0, delta: text };
}

/** A data folder of a test, and the logs that it opens there one after the other. */
export interface TestFolder {
  readonly folder: string;
  /** Where the database is. */
  readonly file: string;
  /** What was reported, over all logs. */
  readonly reports: string[];
  open(options?: Partial<SqliteLogOptions>): SqliteLog;
}

/** An empty folder; whatever is open in it is closed with the test. */
export async function testFolder(): Promise<TestFolder> {
  const folder = join(await temporaryDirectory(), 'data');
  const reports: string[] = [];
  return {
    folder,
    file: join(folder, 'replies.sqlite'),
    reports,
    open(options = {}) {
      const log = createSqliteLog({ folder, report: (line) => reports.push(line), ...options });
      onTestFinished(() => log.close());
      return log;
    },
  };
}

/** Claims a reply and appends to it. */
export async function write(log: GenerationLog, id: ReplyId, ...events: ReplyEventBody[]): Promise<void> {
  await log.claim(id, 'hash', 'owner');
  if (events.length > 0) await log.append(id, events);
}

/** All events of a reply that has ended. */
export function readAll(log: GenerationLog, id: ReplyId, after = 0): Promise<ReplyEvent[]> {
  return collect(log.read(id, after, new AbortController().signal));
}

/** What a killed process would leave: the files as the system has them now, in a folder that no log has open. */
export async function copyOf({ folder }: TestFolder): Promise<TestFolder> {
  const copy = await testFolder();
  await cp(folder, copy.folder, { recursive: true });
  return copy;
}
