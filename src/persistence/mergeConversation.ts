import type { Conversation } from '../conversation/Conversation.ts';
import { readConversation } from './readRows.ts';

/**
 * The row to write of a chat that another tab may have changed since: what is stored, with what is different between `before` and `next`.
 * A title that a person gave stays when none was given now, and of two times of use the later holds. Without `before`, or a row that is
 * stored, it is `next`.
 *
 * @see docs/spec.md P66
 */
export function mergeConversation(
  stored: Conversation | undefined,
  next: Conversation,
  before: Conversation | undefined,
): Conversation {
  if (!stored || !before) return next;
  const isNamed = next.title !== before.title || next.titleFrom !== before.titleFrom;
  const isTaken = stored.titleFrom === 'person' && next.titleFrom !== 'person';
  const { title, titleFrom } = isNamed && !isTaken ? next : stored;
  const merged = {
    ...withChanges(stored, next, before),
    title,
    titleFrom,
    updatedAtMs: Math.max(stored.updatedAtMs, next.updatedAtMs),
    shownChildren: withChanges(stored.shownChildren, next.shownChildren, before.shownChildren),
    settings: withChanges(stored.settings, next.settings, before.settings),
    tags: mergeTags(stored.tags, next.tags, before.tags),
  };
  return readConversation(merged) ?? next;
}

function withChanges(stored: object = {}, next: object = {}, before: object = {}): Record<string, unknown> {
  const [now, then]: readonly Map<string, unknown>[] = [next, before].map((each) => new Map(Object.entries(each)));
  const changed = Object.keys({ ...before, ...next }).filter((name) => now?.get(name) !== then?.get(name));
  return { ...stored, ...Object.fromEntries(changed.map((name) => [name, now?.get(name)])) };
}

type Tags = NonNullable<Conversation['tags']>;

function mergeTags(stored: Tags = [], next: Tags = [], before: Tags = []): Tags {
  const kept = stored.filter((tag) => next.includes(tag) || !before.includes(tag));
  return [...kept, ...next.filter((tag) => !before.includes(tag) && !kept.includes(tag))];
}
