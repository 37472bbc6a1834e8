import 'fake-indexeddb/auto';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { textOf, type ConversationId, type Message, type MessageId } from '../../src/conversation/Message.ts';
import { pathTo } from '../../src/conversation/pathTo.ts';
import type { Reply } from '../../src/conversation/reply.ts';
import {
  activePath,
  childrenOf,
  isRemoved,
  livingParentOf,
  shownFor,
  siblingsOf,
  type MessageMap,
} from '../../src/conversation/tree.ts';
import { createIndexedDbRepository } from '../../src/persistence/indexedDbRepository.ts';
import { createMemoryRepository } from '../../src/persistence/memoryRepository.ts';
import { KINDS, playTwoTabs, textAfter, type Played, type PlayedTab, type Step } from './playTwoTabs.ts';

const STEPS: fc.Arbitrary<Step[]> = fc.array(
  fc.tuple(fc.constantFrom<0 | 1>(0, 1), fc.constantFrom(...KINDS), fc.nat(3), fc.nat(30)),
  { maxLength: 30, size: 'max' },
);

function reachable(messages: MessageMap): ReadonlySet<MessageId> {
  const found = new Set(childrenOf(messages, null).map(({ id }) => id));
  for (const id of found) for (const child of childrenOf(messages, id)) found.add(child.id);
  return found;
}

function isSame(one: Iterable<string>, other: Iterable<string>): boolean {
  return [...one].toSorted().join() === [...other].toSorted().join();
}

function livingIn(messages: MessageMap): readonly MessageId[] {
  return [...messages.values()].filter((message) => !isRemoved(message)).map(({ id }) => id);
}

/** What is wrong with a tree. */
function* flawsOf(messages: MessageMap): Generator<string> {
  const living = [...messages.values()].filter((message) => !isRemoved(message));
  if (!isSame(reachable(messages), livingIn(messages))) yield 'Not all that is not deleted can be reached.';
  for (const message of living) {
    if (!siblingsOf(messages, message).includes(message)) yield `${message.id} is no version of itself.`;
    // The arrows lead to it from wherever the reader is.
    const above = pathTo(messages, livingParentOf(messages, message));
    const shown = Object.fromEntries([...above, message].flatMap((each) => Object.entries(shownFor(messages, each))));
    const path = activePath(messages, shown);
    if ([...above, message].some((each, at) => path[at] !== each)) yield `Nothing leads to ${message.id}.`;
    if (new Set(path).size !== path.length) yield 'A path goes round in a circle.';
  }
}

/** What is missing of what was stored. */
function lossesOf(played: Played, messages: MessageMap): readonly string[] {
  return [...lostMessages(played, messages), ...lostRemovals(played, messages), ...lostReplies(played, messages)];
}

/** What a person has written is there to the letter. */
function* lostMessages({ added, deleted }: Played, messages: MessageMap): Generator<string> {
  for (const [id, { conversationId, text }] of added) {
    const message = messages.get(id);
    if (deleted.has(id)) continue;
    if (message?.conversationId !== conversationId) yield `${id} is not in its chat.`;
    else if (text !== undefined && textOf(message) !== text && !isAskedAgain(message)) yield `${id} has another text.`;
  }
}

function* lostRemovals({ removals }: Played, messages: MessageMap): Generator<string> {
  for (const [id, count] of removals) {
    if (messages.get(id)?.removals !== count) yield `A delete or an Undo of ${id} is lost.`;
  }
}

function* lostReplies({ deleted, stored }: Played, messages: MessageMap): Generator<string> {
  for (const [replyId, { messageId, seq }] of stored) {
    if (deleted.has(messageId)) continue;
    const message = messages.get(messageId);
    const run = message?.role === 'assistant' && message.runs.find(({ reply }) => reply.replyId === replyId);
    if (!run || run.reply.seq < seq) yield `Something of ${replyId} is lost.`;
    else if (textIn(run.reply) !== textAfter(run.reply)) yield `${replyId} has another text.`;
  }
}

function isAskedAgain(message: Message): boolean {
  return message.role === 'assistant' && message.runs.length > 1;
}

function textIn({ parts }: Reply): string {
  return parts.map((part) => ('text' in part ? part.text : '')).join('');
}

/** What is wrong after all was played. */
function problemsOf(played: Played): readonly string[] {
  const { tabs, reloaded, unseen } = played;
  const all = new Map([...reloaded.threads.values()].flatMap((messages) => [...messages]));
  const problems = [...lossesOf(played, all), ...unseen.map((id) => `${id} was not in sight when it was made.`)];
  for (const messages of reloaded.threads.values()) problems.push(...flawsOf(messages));
  for (const tab of tabs) problems.push(...differencesOf(tab, reloaded));
  return problems;
}

function* differencesOf(tab: PlayedTab, reloaded: PlayedTab): Generator<string> {
  if (!isSame(tab.threads.keys(), reloaded.threads.keys())) yield 'A tab has other chats.';
  for (const [id, messages] of reloaded.threads) {
    const own = tab.threads.get(id) ?? new Map<MessageId, Message>();
    if (!isSame(messages.keys(), own.keys())) yield `In ${id} a tab has other messages.`;
    if (!isSame(livingIn(messages), livingIn(own))) yield `In ${id} other messages are deleted for a tab.`;
    if (shownIn(tab, id) !== shownIn(reloaded, id)) yield `In ${id} a tab sees another branch.`;
  }
}

function shownIn({ conversations, threads }: PlayedTab, id: ConversationId): string {
  const path = activePath(threads.get(id) ?? new Map(), conversations.get(id)?.shownChildren ?? {});
  return path.map((message) => message.id).join();
}

describe('[C26] whatever two tabs do with the messages of their chats', () => {
  test('both end with the same valid trees, in which nothing that was not deleted is missing', async () => {
    await fc.assert(
      fc.asyncProperty(STEPS, async (steps) => {
        expect(problemsOf(await playTwoTabs(createMemoryRepository(), steps))).toEqual([]);
      }),
      { numRuns: 10_000 },
    );
  }, 120_000);

  test('so it is on the disk', async () => {
    let databases = 0;
    await fc.assert(
      fc.asyncProperty(STEPS, async (steps) => {
        const repository = createIndexedDbRepository({ name: `two-tabs-${(databases += 1)}` });
        expect(problemsOf(await playTwoTabs(repository, steps))).toEqual([]);
        repository.close();
      }),
      { numRuns: 100 },
    );
  }, 120_000);
});
