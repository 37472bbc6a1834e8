import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { textOf, type Message, type MessageId } from '../../src/conversation/Message.ts';
import { pathTo } from '../../src/conversation/pathTo.ts';
import { broughtBack, purgedMessage, removedMessage } from '../../src/conversation/removedMessage.ts';
import {
  activePath,
  branchOf,
  childrenOf,
  isRemoved,
  livingParentOf,
  shownFor,
  siblingsOf,
} from '../../src/conversation/tree.ts';
import { mergeMessage } from '../../src/persistence/mergeMessage.ts';
import { answer, mapOf, messageId, question } from './messages.ts';

type Step = readonly [tab: 0 | 1, kind: (typeof KINDS)[number], place: number];

const KINDS = ['add', 'add', 'version', 'removeMessage', 'removeBranch', 'undo', 'lapse', 'read'] as const;
const STEPS = fc.array(fc.tuple(fc.constantFrom<0 | 1>(0, 1), fc.constantFrom(...KINDS), fc.nat(30)), {
  maxLength: 40,
});

/** Both delete one message; the one purges it, and the other, which has read that, takes its own deletion back. */
const BOTH_DELETE: Step[] = [
  [1, 'add', 0],
  [0, 'read', 0],
  [0, 'removeMessage', 0],
  [1, 'removeMessage', 0],
  [0, 'lapse', 0],
  [1, 'read', 0],
  [1, 'undo', 0],
];

/** Two tabs over one disk: each sees what it did itself, and of the other what was there when it last read. */
function play(steps: readonly Step[]) {
  const disk = new Map<MessageId, Message>();
  const tabs = [newTab(), newTab()] as const;
  const added: MessageId[] = [];
  const deleted = new Set<MessageId>();
  for (const [index, kind, place] of steps) step(tabs[index], kind, place);
  for (const tab of tabs) read(tab);
  return { disk, tabs, added, deleted };

  function step(tab: ReturnType<typeof newTab>, kind: Step[1], place: number): void {
    const living = [...tab.messages.values()].filter((message) => !isRemoved(message));
    const target = living[place % (living.length + 1)];
    const does: Readonly<Record<Step[1], () => void>> = {
      add: () => add(tab, target?.id ?? null),
      version: () => add(tab, target?.parentId ?? null),
      removeMessage: () => remove(tab, target ? [target] : []),
      removeBranch: () => remove(tab, target ? branchOf(tab.messages, target) : []),
      undo() {
        write(
          tab,
          tab.removed.map((message) => broughtBack(message, tab.before.get(message.id))),
        );
        tab.removedIds = [];
      },
      lapse: () => lapse(tab),
      read: () => read(tab),
    };
    does[kind]();
  }

  function add(tab: ReturnType<typeof newTab>, parentId: MessageId | null): void {
    const id = `m${added.length}`;
    added.push(messageId(id));
    const order = Math.max(0, ...[...tab.messages.values()].map((message) => message.order)) + 1;
    const isQuestion = parentId === null || tab.messages.get(parentId)?.role === 'assistant';
    write(tab, [isQuestion ? question(id, parentId, order) : answer(id, parentId, order)]);
  }

  function remove(tab: ReturnType<typeof newTab>, messages: readonly Message[]): void {
    lapse(tab);
    for (const { id } of messages) deleted.add(id);
    write(tab, messages.map(removedMessage));
    tab.removedIds = messages.map(({ id }) => id);
    tab.before = new Map(messages.map((message) => [message.id, message]));
  }

  function lapse(tab: ReturnType<typeof newTab>): void {
    write(tab, tab.removed.map(purgedMessage));
    tab.removedIds = [];
  }

  function write(tab: ReturnType<typeof newTab>, messages: readonly Message[]): void {
    for (const message of messages) {
      tab.messages.set(message.id, message);
      disk.set(message.id, mergeMessage(disk.get(message.id), message));
    }
  }

  function read(tab: ReturnType<typeof newTab>): void {
    for (const [id, message] of disk) tab.messages.set(id, mergeMessage(tab.messages.get(id), message));
  }
}

function newTab() {
  const messages = new Map<MessageId, Message>();
  return {
    messages,
    removedIds: [] as readonly MessageId[],
    /** What was removed, as it was. */
    before: new Map<MessageId, Message>() as ReadonlyMap<MessageId, Message>,
    get removed(): readonly Message[] {
      return this.removedIds.map((id) => messages.get(id)).filter((message) => message !== undefined);
    },
  };
}

function reachable(messages: ReadonlyMap<MessageId, Message>): ReadonlySet<MessageId> {
  const found = new Set(childrenOf(messages, null).map(({ id }) => id));
  for (const id of found) for (const child of childrenOf(messages, id)) found.add(child.id);
  return found;
}

describe('[C10] [C11] deleting', () => {
  test('whatever two tabs do, they end with one tree, in which nothing that was not deleted is missing', () => {
    fc.assert(
      fc.property(STEPS, (steps) => {
        const { tabs, added, deleted } = play(steps);
        const [one, other] = tabs.map(({ messages }) => messages);
        if (!one || !other) throw new Error('There are two tabs.');
        const living = [...one.values()].filter((message) => !isRemoved(message));
        expect(new Set(living.map(({ id }) => id))).toEqual(reachable(one));
        expect(reachable(other)).toEqual(reachable(one));
        expect(added.filter((id) => !deleted.has(id) && !reachable(one).has(id))).toEqual([]);
        for (const message of living) {
          expect(textOf(message)).toBe(message.id);
          expect(siblingsOf(one, message)).toContain(message);
          // The arrows lead to it from wherever the reader is.
          const above = pathTo(one, livingParentOf(one, message));
          const shown = Object.fromEntries([...above, message].flatMap((each) => Object.entries(shownFor(one, each))));
          const path = activePath(one, shown);
          expect(path.slice(0, above.length + 1)).toEqual([...above, message]);
          expect(new Set(path).size).toBe(path.length);
        }
      }),
      { numRuns: 10_000, examples: [[BOTH_DELETE]] },
    );
  });

  test('takes one message, and what follows it moves up', () => {
    const chat = mapOf(question('q1', null, 1), removedMessage(answer('a1', 'q1', 2)), question('q2', 'a1', 3));
    expect(activePath(chat, { q1: messageId('a1') }).map(({ id }) => id)).toEqual(['q1', 'q2']);
    expect(pathTo(chat, messageId('q2')).map(({ id }) => id)).toEqual(['q1', 'q2']);
  });

  test('keeps in sight what followed the deleted version, and leaves the other in reach', () => {
    const chat = mapOf(
      question('q1', null, 1),
      removedMessage(answer('a1', 'q1', 2)),
      question('q2', 'a1', 3),
      answer('a1b', 'q1', 4),
    );
    expect(activePath(chat, { q1: messageId('a1') }).map(({ id }) => id)).toEqual(['q1', 'q2']);
    expect(siblingsOf(chat, question('q2', 'a1', 3)).map(({ id }) => id)).toEqual(['q2', 'a1b']);
  });

  test('does not lose what another tab adds meanwhile', () => {
    const a1 = answer('a1', 'q1', 2);
    const chat = mapOf(question('q1', null, 1), mergeMessage(removedMessage(a1), a1), question('new', 'a1', 3));
    expect(activePath(chat, {}).map(({ id }) => id)).toEqual(['q1', 'new']);
  });

  test('ends for good with the text gone, which an older state does not bring back; an Undo in time does', () => {
    const q1 = question('q1', null, 1, 'secret');
    const purged = purgedMessage(removedMessage(q1));
    expect(JSON.stringify(purged)).not.toContain('secret');
    expect(JSON.stringify(mergeMessage(purged, q1))).not.toContain('secret');
    expect(JSON.stringify(mergeMessage(removedMessage(q1), purged))).not.toContain('secret');
    expect(textOf(mergeMessage(purged, broughtBack(removedMessage(q1))))).toBe('secret');
    expect(purgedMessage(q1)).toBe(q1);
  });
});
