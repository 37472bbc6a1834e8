import { titleFrom } from '../conversation/title.ts';
import { isTime } from '../persistence/readRows.ts';
import { isRecord } from '../../protocol/parts.ts';
import type { ImportedTurn } from './importedChat.ts';

/** A time of an export in milliseconds since 1970: seconds as a number, or a date as ISO 8601 writes it; one that no calendar has is none. */
export function timeOf(value: unknown, fallback: number): number {
  const ms = typeof value === 'number' ? value * 1000 : typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return isTime(ms) ? Math.round(ms) : fallback;
}

/** The title of an export, or one from its first question. */
export function titleOr(value: unknown, turns: readonly ImportedTurn[]): string {
  if (typeof value === 'string' && value.trim() !== '') return value.trim();
  const [first] = turns;
  return titleFrom(first?.parts.map((part) => (part.type === 'text' ? part.text : '')).join(' ') ?? '');
}

/** The strings of a list that may hold others. */
export function stringsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
}

/** A record's string, if it has one there. */
export function stringAt(value: unknown, key: string): string | undefined {
  return isRecord(value) && typeof value[key] === 'string' ? value[key] : undefined;
}

/** A list, or an empty one. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
