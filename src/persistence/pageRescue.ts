import { parseJson } from '../../protocol/sse.ts';
import type { Draft } from '../conversation/Draft.ts';
import { readChunk } from './readChunk.ts';
import { readDraft } from './readDraft.ts';
import type { ReplyChunk } from './ReplyChunk.ts';

/** A place that keeps rows at once, for a page that goes away before its database has answered. None of the methods throws. */
export interface Rescue<Row> {
  /** Keeps rows, after those that are kept already. */
  put(rows: readonly Row[]): void;
  /** Hands over all that are kept, oldest first, and keeps none. */
  take(): readonly Row[];
  /** Keeps these no longer: the database has them. */
  drop(rows: readonly Row[]): void;
}

/** What a page that goes away can rescue. */
export interface PageRescue {
  readonly drafts: Rescue<Draft>;
  readonly pieces: Rescue<ReplyChunk>;
}

/**
 * Rows in `localStorage`, which is written before the call returns.
 *
 * @param storage the browser's storage; asked for late, because asking can throw.
 * @see docs/spec.md N29 and N30
 */
export function createPageRescue(storage: () => Storage = () => localStorage): PageRescue {
  return {
    drafts: createRescue('rivulet.drafts', readDraft, storage),
    pieces: createRescue('rivulet.pieces', readChunk, storage),
  };
}

function createRescue<Row>(key: string, read: (row: unknown) => Row | undefined, storage: () => Storage): Rescue<Row> {
  /** Puts what `next` makes of the rows that are kept into their place. Gives those that were. */
  const change = (next: (kept: readonly Row[]) => readonly Row[]): readonly Row[] => {
    try {
      const rows = parseJson(storage().getItem(key) ?? '[]');
      const kept = Array.isArray(rows) ? rows.map(read).filter((row) => row !== undefined) : [];
      const left = next(kept);
      if (left.length === 0) storage().removeItem(key);
      else storage().setItem(key, JSON.stringify(left));
      return kept;
    } catch {
      // Refused or full: the database may still have time.
      return [];
    }
  };
  return {
    put: (rows) => void change((kept) => [...kept, ...rows]),
    take: () => change(() => []),
    drop(rows) {
      // As they are read back: the order of their fields is that of the reader.
      const dropped = new Set(rows.map((row) => JSON.stringify(read(row))));
      change((kept) => kept.filter((row) => !dropped.has(JSON.stringify(row))));
    },
  };
}
