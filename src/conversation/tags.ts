import { MAX_TAGS, type Conversation } from './Conversation.ts';

const MAX_TAG_UNITS = 40;

/** What is to be changed of a chat's place in the library. What is absent stays. */
export interface Filing {
  readonly pinned?: boolean;
  readonly archived?: boolean;
  readonly addTags?: readonly string[];
  readonly removeTags?: readonly string[];
}

/**
 * A tag as it is kept: one line without a leading `#`; `undefined` when nothing is left of it.
 *
 * @see docs/spec.md C20
 */
export function tagFrom(typed: string): string | undefined {
  const tag = typed
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replace(/^#+\s*/, '')
    .slice(0, MAX_TAG_UNITS)
    .trim();
  return tag === '' ? undefined : tag;
}

/** Whether two tags are one: they are when only the case of letters tells them apart. */
export function isSameTag(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/**
 * A chat in its new place. What changes nothing gives the same object.
 *
 * @see docs/spec.md C20
 */
export function filed(conversation: Conversation, filing: Filing): Conversation {
  const { pinned, archived, tags, ...rest } = conversation;
  const isPinned = filing.pinned ?? pinned === true;
  const isArchived = filing.archived ?? archived === true;
  const nextTags = changedTags(tags ?? [], filing);
  if (isPinned === (pinned === true) && isArchived === (archived === true) && isSameList(nextTags, tags ?? [])) {
    return conversation;
  }
  return {
    ...rest,
    ...(isPinned ? { pinned: true } : {}),
    ...(isArchived ? { archived: true } : {}),
    ...(nextTags.length > 0 ? { tags: nextTags } : {}),
  };
}

/** All tags of some chats, each once, in the order of the alphabet. */
export function tagsOf(conversations: Iterable<Conversation>): readonly string[] {
  const tags = new Map<string, string>();
  for (const conversation of conversations) {
    for (const tag of conversation.tags ?? []) if (!tags.has(tag.toLowerCase())) tags.set(tag.toLowerCase(), tag);
  }
  return [...tags.values()].toSorted((one, other) => one.localeCompare(other));
}

/** Whether a chat has a tag. */
export function hasTag(conversation: Conversation, tag: string): boolean {
  return conversation.tags?.some((own) => isSameTag(own, tag)) ?? false;
}

function changedTags(tags: readonly string[], { addTags = [], removeTags = [] }: Filing): readonly string[] {
  const next = tags.filter((tag) => !removeTags.some((removed) => isSameTag(removed, tag)));
  for (const typed of addTags) {
    const tag = tagFrom(typed);
    if (tag !== undefined && next.length < MAX_TAGS && !next.some((known) => isSameTag(known, tag))) next.push(tag);
  }
  return next;
}

function isSameList(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((entry, index) => entry === other[index]);
}
