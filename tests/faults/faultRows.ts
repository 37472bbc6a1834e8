import { readFileSync } from 'node:fs';

/** What a server does with a request, byte for byte. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent one after the other. */
  readonly chunks: readonly Chunk[];
  /** `fin` closes in good order, `reset` breaks off, `reset-early` breaks off instead of an answer, `hang` sends nothing more. */
  readonly end: 'fin' | 'reset' | 'reset-early' | 'hang';
  /** What stands in place of the status line and the headers. */
  readonly head?: string;
}

/** Bytes, or so many letters `x`. */
export type Chunk = Uint8Array | { readonly x: number };

/** A row of the table about what a model server sends. */
export interface WireRow extends WireAnswer {
  readonly id: string;
  readonly promise: string;
  /** The text that must be there in the end. */
  readonly text?: string;
}

/** A row of the table about what happens to the page and its browser. */
export interface EnvRow {
  readonly id: string;
  readonly fault: string;
  readonly promise: string;
}

type StoredRow = Omit<WireRow, 'chunks'> & { readonly chunks: readonly (string | { readonly x: number })[] };

const stored = JSON.parse(readFileSync(`${import.meta.dirname}/fixtures/faults.json`, 'utf8')) as {
  readonly wire: readonly StoredRow[];
  readonly env: readonly EnvRow[];
}; // Our own file.

/** Every row about the wire. */
export const wireRows: readonly WireRow[] = stored.wire.map((row) => ({
  ...row,
  chunks: row.chunks.map((chunk) => (typeof chunk === 'string' ? Buffer.from(chunk, 'base64') : chunk)),
}));

/** Every row about the page and its browser. */
export const envRows: readonly EnvRow[] = stored.env;

/** The row of that name. */
export function wireRow(id: string): WireRow {
  const row = wireRows.find((each) => each.id === id);
  if (!row) throw new Error(`There is no row ${id}.`);
  return row;
}
