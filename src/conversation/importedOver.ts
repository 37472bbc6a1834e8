import type { Conversation } from './Conversation.ts';

/**
 * A newer state of a chat, from a file, under the title and in the place that a person has given the chat here. Exports of others know
 * nothing of that place.
 *
 * @see docs/spec.md I32
 */
export function importedOver(here: Conversation, imported: Conversation): Conversation {
  const { title, titleFrom } = here.titleFrom === 'person' ? here : imported;
  return { ...here, ...imported, title, titleFrom };
}
