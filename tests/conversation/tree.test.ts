import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { activePath, childrenOf, forkKey, siblingsOf, type MessageMap } from '../../src/conversation/tree.ts';
import { answer, mapOf, messageId, question } from './messages.ts';

const CHAT = mapOf(
  question('q1', null, 1),
  answer('a1', 'q1', 2),
  question('q2', 'a1', 3),
  answer('a2', 'q2', 4),
  answer('a1b', 'q1', 5),
  question('q1b', null, 6),
);

function ids(messages: readonly { readonly id: string }[]): readonly string[] {
  return messages.map(({ id }) => id);
}

describe('[C1] children and versions', () => {
  test('stand in the order in which they came, whatever the map and the clock say', () => {
    const shuffled: MessageMap = new Map([...CHAT].toReversed());
    expect(ids(childrenOf(shuffled, null))).toEqual(['q1', 'q1b']);
    expect(ids(childrenOf(shuffled, messageId('q1')))).toEqual(['a1', 'a1b']);
    expect(childrenOf(shuffled, messageId('a2'))).toEqual([]);
    expect(childrenOf(new Map(), null)).toEqual([]);
  });

  test('of equal order stand in the order of their ids, the same every time', () => {
    const twins = mapOf(question('b', null, 1), question('a', null, 1));
    expect(ids(childrenOf(twins, null))).toEqual(['a', 'b']);
    expect(ids(activePath(twins, {}))).toEqual(['b']);
  });

  test('versions are what follows the same message', () => {
    const mixed = mapOf(...CHAT.values(), question('odd', 'q1', 7));
    expect(ids(siblingsOf(mixed, answer('a1', 'q1', 2)))).toEqual(['a1', 'a1b', 'odd']);
    expect(ids(siblingsOf(mixed, question('q1b', null, 6)))).toEqual(['q1', 'q1b']);
    expect(ids(siblingsOf(mixed, answer('a2', 'q2', 4)))).toEqual(['a2']);
  });
});

describe('[C2] the path in sight', () => {
  test('leads to the newest child at every fork', () => {
    expect(ids(activePath(CHAT, {}))).toEqual(['q1b']);
    expect(activePath(new Map(), {})).toEqual([]);
  });

  test('leads to the child that was chosen, at the top as below', () => {
    const shown = { [forkKey(null)]: messageId('q1') };
    expect(ids(activePath(CHAT, shown))).toEqual(['q1', 'a1b']);
    expect(ids(activePath(CHAT, { ...shown, [forkKey(messageId('q1'))]: messageId('a1') }))).toEqual([
      'q1',
      'a1',
      'q2',
      'a2',
    ]);
  });

  test('passes over a choice that is gone, or that belongs to another fork', () => {
    expect(ids(activePath(CHAT, { root: messageId('deleted') }))).toEqual(['q1b']);
    expect(ids(activePath(CHAT, { root: messageId('a1') }))).toEqual(['q1b']);
  });

  test('ends, and shows what hangs together from the top, whatever a damaged store holds', () => {
    const lost = mapOf(
      question('q', null, 1),
      answer('self', 'self', 2),
      question('x', 'y', 3),
      answer('y', 'x', 4),
      question('orphan', 'gone', 5),
    );
    expect(ids(activePath(lost, { root: messageId('self'), q: messageId('x') }))).toEqual(['q']);

    const name = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    const row = fc.record({ id: name, parentId: fc.option(name), order: fc.nat(3) });
    const choices = fc.dictionary(fc.constantFrom('root', 'a', 'b', 'c', 'd', 'e'), name.map(messageId));
    fc.assert(
      fc.property(fc.array(row), choices, (rows, shown) => {
        const messages = mapOf(...rows.map(({ id, parentId, order }) => question(id, parentId, order)));
        const path = activePath(messages, shown);
        expect(new Set(ids(path)).size).toBe(path.length);
        expect(path.map(({ parentId }) => parentId)).toEqual([null, ...ids(path)].slice(0, path.length));
      }),
    );
  });
});
