import { FolderTakenError } from './log/FolderTakenError.ts';
import type { GenerationLog } from './log/GenerationLog.ts';
import { createMemoryLog } from './log/memoryLog.ts';
import { sqliteProblem } from './log/sqliteError.ts';
import { createSqliteLog } from './log/sqliteLog.ts';
import type { Report } from './Report.ts';
import { StartError } from './StartError.ts';

/** The log of a server. */
export interface OpenLog {
  readonly log: GenerationLog;
  /** Writes down where the server can be reached, for another that finds the data folder taken. */
  announce(address: string): void;
}

/** What opening the log needs. */
export interface OpenLogOptions {
  /** The data folder. */
  readonly folder: string;
  /** What to do when another server has the folder: refuse to start, or go on without one. */
  readonly whenTaken: 'refuse' | 'memory';
  readonly report: Report;
}

/**
 * The log in the data folder or, where the folder cannot be used, one in memory, which is reported.
 *
 * @throws {StartError} `data-taken`.
 * @see docs/spec.md H28
 */
export function openLog({ folder, whenTaken, report }: OpenLogOptions): OpenLog {
  try {
    const log = createSqliteLog({ folder, report });
    return { log, announce: (address) => log.announce(address) };
  } catch (error) {
    const isTaken = error instanceof FolderTakenError;
    if (isTaken && whenTaken === 'refuse') throw new StartError('data-taken', error.message, { cause: error });
    const problem = isTaken ? error.message : `The data folder ${folder} cannot be used (${sqliteProblem(error)}).`;
    report(`${problem} Replies are kept in memory only, until this server ends.`);
    return { log: createMemoryLog(), announce: () => undefined };
  }
}
