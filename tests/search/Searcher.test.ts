import { expect, test } from 'vitest';
import { removedMessage } from '../../src/conversation/removedMessage.ts';
import { createMemoryRepository } from '../../src/persistence/memoryRepository.ts';
import { answerSearches } from '../../src/search/answerSearches.ts';
import { findInThread } from '../../src/search/findInThread.ts';
import { searched, Searcher, type Found } from '../../src/search/Searcher.ts';
import type { SearchAnswer } from '../../src/search/searchMessages.ts';
import { snippetOf } from '../../src/search/snippetOf.ts';
import { answer, attachment, conversation, conversationId, question, run } from '../persistence/rows.ts';

const never = new AbortController().signal;

async function searcherOf(
  texts: readonly string[],
): Promise<{ searcher: Searcher; find: (...terms: string[]) => Promise<Found> }> {
  const repository = createMemoryRepository();
  const numbered = texts.map((text, index) => ({ id: `c${index}`, text }));
  await repository.save(
    {
      conversations: numbered.map(({ id }, index) => conversation(id, { updatedAtMs: 1000 - index })),
      messages: numbered.map(({ id, text }) => question(`q-${id}`, id, { parts: [{ type: 'text', text }] })),
    },
    'relaxed',
  );
  const searcher = new Searcher(repository);
  const find = async (...terms: string[]): Promise<Found> => {
    let last: Found | undefined;
    await searcher.find(terms, 20, (found) => (last = found), never);
    if (!last) throw new Error('Nothing was told.');
    return last;
  };
  return { searcher, find };
}

const idsOf = ({ chats }: Found): string[] => chats.map(({ conversationId: id }) => id);

test('[Q2] all words must be in one message, anywhere in a word', async () => {
  const { find } = await searcherOf(['An otter swims', 'useState and otters', 'Nothing']);
  expect(idsOf(await find('otter'))).toEqual(['c0', 'c1']);
  expect(idsOf(await find('otter', 'state'))).toEqual(['c1']);
  expect(idsOf(await find('otter', 'nothing'))).toEqual([]);
});

test('[U104] attachments are found by their names, beside the text or without one, but not those of a deleted message', async () => {
  const { searcher, find } = await searcherOf(['Look here', 'Nothing']);
  const boat = attachment('bytes', { name: 'Boat\u202Egnp.trip.png' }).part;
  const asked = question('q-c0', 'c0', { parts: [boat, { type: 'text', text: 'Look here' }] });
  const made = answer('a-c0', asked, {
    runs: [run('r', { status: 'done', finishReason: 'stop' }, '', { seq: 1 })].map((one) => ({
      ...one,
      reply: { ...one.reply, parts: [attachment('drawn').part, attachment('drawn').part] },
    })),
  });
  searcher.put(conversationId('c0'), 2000, [asked, made].map(searched));
  const [chat] = (await find('trip.png', 'here')).chats;
  expect(chat?.messages).toHaveLength(1);
  const [name] = (await find('trip.png')).chats.flatMap(({ messages }) => messages);
  expect(name?.snippet.pieces.map(({ text }) => text).join('')).toBe('Look here Boatgnp.trip.png');
  expect(searched(made).text).toBe('drawn.txt');
  expect(idsOf(await find('here boat'))).toEqual([]);
  searcher.put(conversationId('c0'), 2001, [removedMessage(asked)].map(searched));
  expect(idsOf(await find('trip.png'))).toEqual([]);
});

test('[Q3] the latest chats come first, and no more than asked for', async () => {
  const { find } = await searcherOf(Array.from({ length: 250 }, (_, index) => `Chat ${index}`));
  const found = await find('chat');
  expect(idsOf(found)).toEqual(Array.from({ length: 20 }, (_, index) => `c${index}`));
  expect(found.hasMore).toBe(true);
  expect(idsOf(await find('chat 249'))).toEqual(['c249']);
});

test('[Q3] what the page tells of is newer than the disk; what is removed is not found', async () => {
  const { searcher, find } = await searcherOf(['One', 'Two']);
  searcher.put(conversationId('c1'), 2000, [{ id: question('q-c1', 'c1').id, text: 'Two, changed' }]);
  searcher.remove([conversationId('c0')]);
  expect(idsOf(await find('changed'))).toEqual(['c1']);
  expect(idsOf(await find('one'))).toEqual([]);
  searcher.readAgain([conversationId('c0')]);
  expect(idsOf(await find('one'))).toEqual(['c0']);
});

test('[Q5] while texts are read the latest are answered from, and a later question ends the earlier', async () => {
  const repository = createMemoryRepository();
  await repository.save({ conversations: [conversation('a')], messages: [question('q1', 'a')] }, 'relaxed');
  const told: unknown[] = [];
  const answered = Promise.withResolvers<void>();
  const take = answerSearches(repository, (said) => {
    told.push(said.number);
    if (said.number === 2 && said.kind === 'found' && said.found.isWhole) answered.resolve();
  });
  take({ kind: 'find', terms: ['question'], limit: 5, number: 1 });
  take({ kind: 'find', terms: ['q1'], limit: 5, number: 2 });
  await answered.promise;
  expect(told).not.toContain(1);
});

test('[Q5] a disk that fails is told of, and the next question tries again', async () => {
  const repository = createMemoryRepository();
  await repository.save({ conversations: [conversation('a')], messages: [question('q1', 'a')] }, 'relaxed');
  let fails = true;
  const searcher = new Searcher({
    loadMessages: repository.loadMessages,
    loadConversations: () => (fails ? Promise.reject(new Error('Gone.')) : repository.loadConversations()),
  });
  await expect(searcher.find(['q1'], 5, () => undefined, never)).rejects.toThrow('Gone.');
  fails = false;
  const found: Found[] = [];
  await searcher.find(['q1'], 5, (each) => found.push(each), never);
  expect(found.at(-1)?.chats).toHaveLength(1);
});

test('[Q3] what the page tells of while the disk is read is newer than what is read', async () => {
  const repository = createMemoryRepository();
  const texts = (id: string, text: string) => question(`q-${id}`, id, { parts: [{ type: 'text', text }] });
  const ids = ['a', 'b', 'c', 'd'].map(conversationId);
  const [a, b, c, d] = ids;
  if (!a || !b || !c || !d) throw new Error('Four chats are needed.');
  await repository.save(
    { conversations: ids.map((id) => conversation(id)), messages: ids.map((id) => texts(id, `old ${id}`)) },
    'relaxed',
  );
  let gate = Promise.withResolvers<void>();
  const loadMessages: typeof repository.loadMessages = async (...asked) => {
    const read = await repository.loadMessages(...asked);
    await gate.promise;
    return read;
  };
  const searcher = new Searcher({ loadConversations: repository.loadConversations, loadMessages });
  const find = async (): Promise<string[]> => {
    const found: Found[] = [];
    await searcher.find(['old'], 20, (each) => found.push(each), never);
    return found.flatMap(idsOf);
  };
  const first = find();
  await Promise.resolve();
  searcher.put(a, 2000, [{ id: texts('a', '').id, text: 'new' }]);
  searcher.remove([b]);
  gate.resolve();
  expect((await first).toSorted()).toEqual(['c', 'd']);
  gate = Promise.withResolvers();
  searcher.readAgain([c, d]);
  const second = find();
  await Promise.resolve();
  searcher.put(c, 2000, [{ id: texts('c', '').id, text: 'new' }]);
  searcher.remove([d]);
  gate.resolve();
  expect(await second).toEqual([]);
});

test('[Q5] chats that could not be read again are read with the next question', async () => {
  const repository = createMemoryRepository();
  let fails = false;
  const answers: SearchAnswer[] = [];
  let answered = Promise.withResolvers<void>();
  const take = answerSearches(
    {
      loadConversations: repository.loadConversations,
      loadMessages: (...ids) => (fails ? Promise.reject(new Error('Gone.')) : repository.loadMessages(...ids)),
    },
    (said) => {
      answers.push(said);
      if (said.kind === 'failed' || said.found.isWhole) answered.resolve();
    },
  );
  const ask = async (number: number): Promise<SearchAnswer | undefined> => {
    answered = Promise.withResolvers();
    take({ kind: 'find', terms: ['q1'], limit: 5, number });
    await answered.promise;
    return answers.at(-1);
  };
  await ask(1);
  await repository.save({ conversations: [conversation('a')], messages: [question('q1', 'a')] }, 'relaxed');
  fails = true;
  take({ kind: 'read', conversationIds: [conversationId('a')] });
  expect(await ask(2)).toEqual({ kind: 'failed', number: 2 });
  fails = false;
  expect(await ask(3)).toMatchObject({ kind: 'found', found: { chats: [{ conversationId: 'a' }] } });
});

test('[I20] of thousands of chats that an import has changed a hundred are read at a time', async () => {
  const repository = createMemoryRepository();
  const ids = Array.from({ length: 450 }, (_, index) => conversationId(`c${index}`));
  const counts: number[] = [];
  const searcher = new Searcher({
    loadConversations: repository.loadConversations,
    loadMessages(...asked) {
      counts.push(asked.length);
      return repository.loadMessages(...asked);
    },
  });
  const found: Found[] = [];
  await searcher.find(['q-c449'], 5, () => undefined, never);
  await repository.save(
    { conversations: ids.map((id) => conversation(id)), messages: ids.map((id) => question(`q-${id}`, id)) },
    'relaxed',
  );
  searcher.readAgain(ids);
  await searcher.find(['q-c449'], 5, (each) => found.push(each), never);
  expect(found.flatMap(idsOf)).toEqual(['c449']);
  expect(counts).toEqual([100, 100, 100, 100, 50]);
});

test('[Q4] a snippet is a line around what was found first', () => {
  const text = `${'word '.repeat(40)}the OTTER\n\nswims ${'on '.repeat(80)}`;
  const { pieces } = snippetOf(text, ['otter']);
  expect(pieces.filter(({ found }) => found)).toEqual([{ text: 'OTTER', found: true }]);
  const line = pieces.map((piece) => piece.text).join('');
  expect(line).toMatch(/^…word .*OTTER swims on .*…$/);
  expect(line.length).toBeLessThan(150);
  const faces = `${'😀'.repeat(100)}otter${'😀'.repeat(100)}`;
  expect(
    snippetOf(faces, ['otter'])
      .pieces.map((piece) => piece.text)
      .join('')
      .isWellFormed(),
  ).toBe(true);
});

test('[Q6] every place of a chat is found, thoughts first, branch by branch', () => {
  const asked = question('q1', 'a', { parts: [{ type: 'text', text: 'newt?' }] });
  const thinking = run('reply-m1', { status: 'done', finishReason: 'stop' }, 'A newt, a NEWT.');
  const reply = { ...thinking.reply, parts: [{ type: 'reasoning' as const, text: 'Newt…' }, ...thinking.reply.parts] };
  const first = answer('m1', asked, { runs: [{ ...thinking, reply }] });
  const edited = question('q2', 'a', { order: 3, parts: [{ type: 'text', text: 'Another newt' }] });
  const messages = new Map([edited, first, asked].map((message) => [message.id, message]));
  expect(findInThread(messages, 'Newt')).toEqual([
    { messageId: asked.id, index: 0, inReasoning: false },
    { messageId: first.id, index: 0, inReasoning: true },
    { messageId: first.id, index: 1, inReasoning: false },
    { messageId: first.id, index: 2, inReasoning: false },
    { messageId: edited.id, index: 0, inReasoning: false },
  ]);
  expect(findInThread(messages, ' ')).toEqual([]);
});

test('[C10] what is deleted is found neither in all chats nor in its own', async () => {
  const { searcher, find } = await searcherOf(['An otter']);
  const gone = removedMessage(question('q-c0', 'c0', { parts: [{ type: 'text', text: 'An otter' }] }));
  expect(findInThread(new Map([[gone.id, gone]]), 'otter')).toEqual([]);
  searcher.put(conversationId('c0'), 2000, [searched(gone)]);
  expect(idsOf(await find('otter'))).toEqual([]);
});
