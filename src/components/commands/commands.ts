import { isFinal } from '../../conversation/reply.ts';
import { lastRun, textOf } from '../../conversation/Message.ts';
import type { Conversation } from '../../conversation/Conversation.ts';
import type { Filing } from '../../conversation/tags.ts';
import { flavours } from '../../markdown/copy/lazyFlavours.ts';
import { copyableText } from '../../markdown/hiddenCharacters.ts';
import { focusComposer } from '../../hooks/focusComposer.ts';
import { printChat } from '../../hooks/printChat.ts';
import { findTurn } from '../../hooks/showTurn.ts';
import { liveReplyIn } from '../../store/selectors.ts';
import { say, type Words } from '../../words/say.ts';
import type { Command, CommandContext } from './Command.ts';
import { goToLandmark } from './landmarks.ts';
import { lastCodeIn, repliesIn } from './replies.ts';
import { searchAll, toggleList } from './sidebarCommands.ts';

/**
 * Everything that can be done from anywhere on the page, and its keys: the one table that the keyboard, the palette and the list of shortcuts
 * are made from. A key that is added here is added to those that `useShortcuts` knows beforehand.
 *
 * @see docs/spec.md U71
 */
export const COMMANDS: readonly Command[] = [
  {
    id: 'palette',
    words: 'All commands',
    group: 'Everywhere',
    keys: 'Mod+K',
    isOfFocus: true,
    run: ({ show }) => show('palette'),
  },
  {
    id: 'new-chat',
    words: 'New chat',
    group: 'Chats',
    keys: 'Mod+Shift+O',
    run: ({ onOpen }) => onOpen(undefined),
  },
  {
    id: 'search',
    words: 'Search chats',
    group: 'Chats',
    keys: 'Mod+Shift+K',
    run: (context) => searchAll(context),
  },
  {
    id: 'find',
    words: 'Find in this chat',
    group: 'Replies',
    keys: 'Mod+Shift+F',
    isOffered: ({ currentId }) => currentId !== undefined,
    run: ({ panels }) => panels.find(),
  },
  {
    id: 'copy-reply',
    words: 'Copy last reply',
    group: 'Replies',
    keys: 'Mod+Shift+C',
    run: copyLastReply,
  },
  {
    id: 'copy-code',
    words: 'Copy last block of code',
    group: 'Replies',
    keys: 'Mod+Shift+;',
    run: copyLastCode,
  },
  {
    id: 'stop',
    words: 'Stop reply',
    group: 'Replies',
    isOffered: (context) => streamingIn(context) !== undefined,
    run(context) {
      const replyId = streamingIn(context);
      if (replyId !== undefined) void context.session.stop(replyId);
      focusComposer();
    },
  },
  {
    id: 'regenerate',
    words: 'Regenerate last reply',
    group: 'Replies',
    isOffered: (context) => endedReply(context) !== undefined,
    run(context) {
      const reply = endedReply(context);
      if (reply) pressIn(findTurn(reply.id), 'Regenerate');
    },
  },
  {
    id: 'composer',
    words: 'Write a message',
    group: 'Everywhere',
    keys: 'Shift+Esc',
    run: focusComposer,
  },
  {
    id: 'list',
    words: 'Show or hide chats',
    group: 'Everywhere',
    keys: 'Mod+Shift+S',
    run: toggleList,
  },
  {
    id: 'chat-settings',
    words: 'Settings of this chat',
    group: 'Chats',
    isOffered: hasChat,
    run: ({ show }) => show('chat-settings'),
  },
  { id: 'rename', words: 'Rename chat', group: 'Chats', isOffered: hasChat, run: ({ show }) => show('rename') },
  { id: 'pin', words: 'Pin chat', group: 'Chats', isOffered: isNot('pinned'), run: file({ pinned: true }) },
  { id: 'unpin', words: 'Unpin chat', group: 'Chats', isOffered: is('pinned'), run: file({ pinned: false }) },
  {
    id: 'archive',
    words: 'Archive chat',
    group: 'Chats',
    isOffered: isNot('archived'),
    run: file({ archived: true }),
  },
  {
    id: 'unarchive',
    words: 'Move chat back from archive',
    group: 'Chats',
    isOffered: is('archived'),
    run: file({ archived: false }),
  },
  { id: 'print', words: 'Print chat', group: 'Chats', isOffered: hasChat, run: printCurrent },
  { id: 'delete', words: 'Delete chat', group: 'Chats', isOffered: hasChat, run: deleteChat },
  { id: 'settings', words: 'Settings', group: 'Everywhere', run: ({ show }) => show('settings') },
  { id: 'data', words: 'Your data', group: 'Everywhere', run: ({ show }) => show('data') },
  {
    id: 'connect',
    words: 'Connect a model',
    group: 'Everywhere',
    run: ({ onConnectModel }) => onConnectModel(),
  },
  {
    id: 'shortcuts',
    words: 'Keyboard shortcuts',
    group: 'Everywhere',
    keys: 'Mod+/',
    run: ({ show }) => show('shortcuts'),
  },
  {
    id: 'next-part',
    words: 'Next part of the page',
    group: 'Everywhere',
    keys: 'F6',
    isOfFocus: true,
    run: () => goToLandmark('next'),
  },
  {
    id: 'previous-part',
    words: 'Previous part of the page',
    group: 'Everywhere',
    keys: 'Shift+F6',
    isOfFocus: true,
    run: () => goToLandmark('previous'),
  },
  {
    id: 'rename-row',
    words: 'Rename the chat with the focus',
    group: 'Chats',
    keys: 'F2',
    isOfFocus: true,
    run: () => pressIn(focusedRow(), 'Rename'),
  },
  {
    id: 'delete-row',
    words: 'Delete the chat with the focus',
    group: 'Chats',
    keys: 'Del',
    isOfFocus: true,
    run: () => pressIn(focusedRow(), 'Delete'),
  },
];

function chatOf({ session, currentId }: CommandContext): Conversation | undefined {
  return currentId && session.store.getState().conversations.get(currentId);
}

function hasChat(context: CommandContext): boolean {
  return chatOf(context) !== undefined;
}

function is(mark: 'pinned' | 'archived'): (context: CommandContext) => boolean {
  return (context) => chatOf(context)?.[mark] === true;
}

function isNot(mark: 'pinned' | 'archived'): (context: CommandContext) => boolean {
  return (context) => hasChat(context) && !is(mark)(context);
}

function file(filing: Filing): (context: CommandContext) => void {
  return ({ session, currentId }) => {
    if (currentId) void session.fileConversations([currentId], filing);
  };
}

function printCurrent({ session, currentId, onOpen }: CommandContext): void {
  if (currentId) void printChat(session, currentId, () => onOpen(currentId));
}

function deleteChat({ session, currentId, onDeleteCurrent }: CommandContext): void {
  if (!currentId) return;
  onDeleteCurrent(currentId);
  void session.deleteConversation(currentId);
}

function streamingIn({ session, currentId }: CommandContext) {
  return currentId && liveReplyIn(session.store.getState(), currentId);
}

function endedReply(context: CommandContext) {
  const reply = repliesIn(context).at(-1);
  return reply && isFinal(lastRun(reply).reply.state) ? reply : undefined;
}

/** As its own button does. */
function copyLastReply(context: CommandContext): void {
  const reply = repliesIn(context).findLast((message) => textOf(message) !== '');
  if (!reply) return context.tell(say('There is no reply to copy.'));
  const text = textOf(reply);
  const pages = [...(findTurn(reply.id)?.querySelectorAll('[data-reply-body] .md') ?? [])];
  context.copy(flavours((writers) => writers.messageFlavours(text, pages), copyableText(text)));
}

function copyLastCode(context: CommandContext): void {
  const code = lastCodeIn(context);
  if (!code) return context.tell(say('There is no code to copy.'));
  const text = copyableText(code.text);
  context.copy(flavours((writers) => writers.codeFlavours(text, code.language), text));
}

/** The row of the list of chats that has the focus. */
function focusedRow(): Element | null | undefined {
  return document.activeElement?.closest('li');
}

/** Presses a button by its name, where there is one. */
function pressIn(place: Element | null | undefined, name: Words): void {
  place?.querySelector<HTMLElement>(`[aria-label="${CSS.escape(say(name))}"]`)?.click();
}
