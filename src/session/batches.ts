/** How many chats are read with their messages, or written, at once: what others ask of the disk meanwhile waits for no more than that. */
export const CHATS_AT_ONCE = 20;

/** Items, so many at a time. */
export function* batches<Item>(items: readonly Item[], size: number): Generator<readonly Item[]> {
  for (let at = 0; at < items.length; at += size) yield items.slice(at, at + size);
}
