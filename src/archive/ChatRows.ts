import type { Conversation } from '../conversation/Conversation.ts';
import type { Message } from '../conversation/Message.ts';
import type { ArchivedSettings } from '../settings/archivedSettings.ts';
import type { StoredAttachment } from '../persistence/StoredAttachment.ts';

/** Chats with all of their messages, on every branch. */
export interface ChatRows {
  readonly conversations: readonly Conversation[];
  readonly messages: readonly Message[];
  /** The settings that came with them, or go with them. */
  readonly settings?: ArchivedSettings;
}

/** Chats as they go into a file and come out of it: with the bytes of what their messages refer to, each once. */
export interface WholeChats extends ChatRows {
  readonly attachments: readonly StoredAttachment[];
}
