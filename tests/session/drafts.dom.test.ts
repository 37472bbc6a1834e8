import { expect, test, vi } from 'vitest';
import { StorageError } from '../../src/persistence/ConversationRepository.ts';
import { createMemoryRepository } from '../../src/persistence/memoryRepository.ts';
import { createPageRescue } from '../../src/persistence/pageRescue.ts';
import { createTestSession, sent } from './createTestSession.ts';
import { done } from './createScriptedTransport.ts';

const MODEL = 'built-in/tiny';

/** Ids that no two sessions share, as those of two tabs. */
function idsOf(tab: string): () => string {
  let made = 0;
  return () => `tab-${tab}-${String((made += 1)).padStart(4, '0')}`;
}

async function texts(repository: ReturnType<typeof createMemoryRepository>): Promise<Record<string, string>> {
  return Object.fromEntries((await repository.loadDrafts()).map(({ key, text }) => [key, text]));
}

/** A second tab, or the page after a reload. */
async function openTab(repository: ReturnType<typeof createMemoryRepository>, tab: string) {
  const opened = createTestSession({ repository, newId: idsOf(tab) });
  await opened.session.ready;
  return opened;
}

test('[N23] what is typed is on disk within 300 ms, each box for itself, and there again after a reload', async () => {
  const repository = createMemoryRepository();
  const { session, clock, send } = createTestSession({ repository });
  const { conversationId } = await send('Hello');
  session.drafts.setDraft('new', 'Ne');
  clock.advance(200);
  session.drafts.setDraft('new', 'New');
  session.drafts.setDraft(conversationId, 'More');
  clock.advance(100);
  await vi.waitFor(async () => expect(await texts(repository)).toEqual({ new: 'New', [conversationId]: 'More' }));
  session.drafts.setDraft('new', '');
  clock.advance(300);
  await vi.waitFor(async () => expect(await texts(repository)).toEqual({ [conversationId]: 'More' }));
  const again = await openTab(repository, 'b');
  expect([...again.session.drafts.getState()]).toEqual([[conversationId, 'More']]);
});

test('[N23] a page that goes away keeps what was typed last', async () => {
  const { session, repository } = createTestSession();
  session.drafts.setDraft('new', 'Hel');
  window.dispatchEvent(new Event('pagehide'));
  await vi.waitFor(async () => expect(await texts(repository)).toEqual({ new: 'Hel' }));
  session.drafts.setDraft('new', 'Hello');
  await session.close();
  expect(await texts(repository)).toEqual({ new: 'Hello' });
});

test('[N23] what was typed before the disk had answered stays', async () => {
  const repository = createMemoryRepository();
  const first = await openTab(repository, 'a');
  first.session.drafts.setDraft('new', 'Old');
  await first.session.close();
  const { session } = createTestSession({ repository });
  session.drafts.setDraft('new', 'Young');
  await session.ready;
  expect(session.drafts.getState().get('new')).toBe('Young');
});

test('[N23] a draft that is being sent stays on disk until its question is there, and is then gone', async () => {
  const repository = createMemoryRepository();
  const { session, clock } = await openTab(repository, 'a');
  session.drafts.setDraft('new', 'Hello');
  clock.advance(300);
  const text = session.drafts.takeDraft('new');
  expect(session.drafts.getState().size).toBe(0);
  clock.advance(300);
  await vi.waitFor(async () => expect(await texts(repository)).toEqual({ new: 'Hello' }));
  const save = vi.spyOn(repository, 'save');
  sent(await session.send({ text, modelId: MODEL }));
  const [change] = save.mock.calls[0] ?? [];
  expect(change?.sentDraft?.questionId).toBe(change?.messages?.[0]?.id);
  session.drafts.settleDraft('new', true);
  clock.advance(300);
  expect(await texts(repository)).toEqual({});
});

test('[N23] a draft that was sent before it was kept is not kept afterwards', async () => {
  const { session, clock, repository } = createTestSession();
  session.drafts.setDraft('new', 'Hello');
  const text = session.drafts.takeDraft('new');
  const sending = session.send({ text, modelId: MODEL });
  clock.advance(300);
  sent(await sending);
  session.drafts.settleDraft('new', true);
  clock.advance(300);
  expect(await texts(repository)).toEqual({});
});

test('[N23] what could not be sent is put back before what was typed meanwhile, and kept', async () => {
  const { session, clock, repository } = createTestSession();
  await session.ready;
  session.drafts.setDraft('new', 'Hello');
  const text = session.drafts.takeDraft('new');
  vi.spyOn(repository, 'save').mockRejectedValueOnce(new StorageError('full', 'No space.'));
  session.drafts.setDraft('new', 'and more');
  expect((await session.send({ text, modelId: MODEL })).status).toBe('refused');
  session.drafts.settleDraft('new', false);
  expect(session.drafts.getState().get('new')).toBe('Hello\nand more');
  clock.advance(300);
  await vi.waitFor(async () => expect(await texts(repository)).toEqual({ new: 'Hello\nand more' }));
});

test('[N23] what the disk refuses is tried again with the next change', async () => {
  const { session, clock, repository, state } = createTestSession();
  await session.ready;
  vi.spyOn(repository, 'saveDrafts').mockRejectedValueOnce(new StorageError('full', 'No space.'));
  session.drafts.setDraft('new', 'Hello');
  clock.advance(300);
  await vi.waitFor(() => expect(state().storage.status).toBe('memory-only'));
  session.drafts.setDraft('edit:m1' as never, 'Other');
  clock.advance(300);
  await vi.waitFor(async () => expect(await texts(repository)).toEqual({ new: 'Hello', 'edit:m1': 'Other' }));
});

/** Two tabs that hold one draft: of a new chat, or of one with a question in it. */
async function twoTabs(where: 'new' | 'old') {
  const repository = createMemoryRepository();
  const first = await openTab(repository, 'z');
  let key: Parameters<typeof first.session.drafts.setDraft>[0] = 'new';
  if (where === 'old') {
    key = (await first.send('Before')).conversationId;
    first.transport.streams[0]?.event(done(1));
  }
  first.session.drafts.setDraft(key, 'Hello');
  await first.session.close();
  const [one, other] = [await openTab(repository, 'a'), await openTab(repository, 'b')];
  expect(other.session.drafts.getState().get(key)).toBe('Hello');
  const options = { text: 'Hello', modelId: MODEL, ...(key === 'new' ? {} : { conversationId: key as never }) };
  return { repository, one, other, options };
}

test.each(['new', 'old'] as const)(
  '[N24] two tabs that send one draft of a %s chat at once ask one question',
  async (where) => {
    const { repository, one, other, options } = await twoTabs(where);
    const otherOptions = { ...options, modelId: 'other/model' };
    const outcomes = await Promise.all([one.session.send(options), other.session.send(otherOptions)]);
    expect(sent(outcomes[0])).toEqual(outcomes[1]);
    expect(one.transport.streams.at(-1)?.request).toEqual(other.transport.streams.at(-1)?.request);
    const { conversationId } = sent(outcomes[0]);
    expect(one.texts(conversationId)).toEqual(other.texts(conversationId));
    expect(await repository.loadMessages(conversationId)).toHaveLength(where === 'new' ? 2 : 4);
  },
);

test.each(['new', 'old'] as const)(
  '[N24] a draft of a %s chat that another tab has sent long since is shown, not asked again',
  async (where) => {
    const { one, other, options } = await twoTabs(where);
    const first = sent(await one.session.send(options));
    one.transport.streams.at(-1)?.text('Hi');
    one.transport.streams.at(-1)?.event(done(4));
    await one.session.close();
    expect(sent(await other.session.send({ ...options, modelId: 'other/model' }))).toEqual(first);
    expect(other.transport.streams).toHaveLength(0);
    expect(other.texts(first.conversationId).slice(-2)).toEqual(['Hello', 'Hi']);
    await other.session.openConversation(first.conversationId);
    expect(sent(await other.session.send({ ...options, text: 'Hello' })).replyId).not.toBe(first.replyId);
  },
);

test('[N24] a draft that was changed in one tab is another question', async () => {
  const { repository, one, other, options } = await twoTabs('new');
  other.session.drafts.setDraft('new', 'Hello, changed');
  const outcomes = [
    sent(await one.session.send(options)),
    sent(await other.session.send({ ...options, text: 'Hello, changed' })),
  ];
  expect(new Set(outcomes.map(({ conversationId }) => conversationId)).size).toBe(2);
  expect(await repository.loadConversations()).toHaveLength(2);
});

test('[N24] the same words sent twice are two questions', async () => {
  const { send } = createTestSession();
  const outcomes = [await send('Hello'), await send('Hello')];
  expect(new Set(outcomes.map(({ replyId }) => replyId)).size).toBe(2);
});

test('[N29] what was typed survives a page that goes away before its database has answered', async () => {
  const repository = createMemoryRepository();
  const silent = { ...repository, saveDrafts: () => new Promise<void>(() => undefined) };
  const { session } = createTestSession({ repository: silent, rescue: createPageRescue() });
  session.drafts.setDraft('new', 'Half a ques');
  window.dispatchEvent(new Event('pagehide'));
  const again = createTestSession({ repository, rescue: createPageRescue() });
  await again.session.ready;
  expect([...again.session.drafts.getState()]).toEqual([['new', 'Half a ques']]);
  expect(await texts(repository)).toEqual({ new: 'Half a ques' });
  expect(localStorage.getItem('rivulet.drafts')).toBeNull();
});

test('[N29] what is being written when the page goes away is rescued too', async () => {
  const repository = createMemoryRepository();
  const silent = { ...repository, saveDrafts: () => new Promise<void>(() => undefined) };
  const { session, clock } = createTestSession({ repository: silent, rescue: createPageRescue() });
  await session.ready;
  session.drafts.setDraft('new', 'Half a ques');
  clock.advance(300);
  window.dispatchEvent(new Event('pagehide'));
  const again = createTestSession({ repository, rescue: createPageRescue() });
  await again.session.ready;
  expect([...again.session.drafts.getState()]).toEqual([['new', 'Half a ques']]);
});

test('[N29] nothing is left behind by a page whose database did answer', async () => {
  const { session } = createTestSession({ rescue: createPageRescue() });
  session.drafts.setDraft('new', 'Hello');
  await session.close();
  expect(localStorage.getItem('rivulet.drafts')).toBeNull();
});

test('[N23] what is typed while a question is stored is all that is left in its box, on disk too', async () => {
  const repository = createMemoryRepository();
  const { session, clock } = await openTab(repository, 'a');
  session.drafts.setDraft('new', 'Hello');
  clock.advance(300);
  const text = session.drafts.takeDraft('new');
  const { save } = repository;
  vi.spyOn(repository, 'save').mockImplementation(async (change, durability) => {
    session.drafts.setDraft('new', 'And m');
    const stored = await save({ ...change }, durability);
    session.drafts.setDraft('new', 'And more');
    clock.advance(300);
    return stored;
  });
  session.drafts.setDraft('new', 'And');
  const sending = session.send({ text, modelId: MODEL });
  clock.advance(300);
  sent(await sending);
  session.drafts.settleDraft('new', true);
  expect(await texts(repository)).toEqual({ new: 'And' });
  clock.advance(300);
  await vi.waitFor(async () => expect(await texts(repository)).toEqual({ new: 'And more' }));
  const again = await openTab(repository, 'b');
  expect([...again.session.drafts.getState()]).toEqual([['new', 'And more']]);
});

test('[N24] sending an older text of a box leaves the newer one that another tab has kept there', async () => {
  const { repository, one, other, options } = await twoTabs('new');
  other.session.drafts.setDraft('new', 'Hello, changed');
  other.clock.advance(300);
  await vi.waitFor(async () => expect(await texts(repository)).toEqual({ new: 'Hello, changed' }));
  one.session.drafts.takeDraft('new');
  sent(await one.session.send(options));
  one.session.drafts.settleDraft('new', true);
  one.clock.advance(300);
  await one.session.close();
  expect(await texts(repository)).toEqual({ new: 'Hello, changed' });
});

test.each(['7', '{"a":1}', '[null, 7, {"key": "new"}]', 'no JSON'])(
  '[N29] rescued drafts that cannot be read are none: %s',
  (text) => {
    localStorage.setItem('rivulet.drafts', text);
    expect(createPageRescue().drafts.take()).toEqual([]);
  },
);

test('[N29] a browser that refuses storage rescues nothing, and says nothing', () => {
  const { drafts: rescue } = createPageRescue(() => {
    throw new DOMException('Denied', 'SecurityError');
  });
  expect(() => rescue.put([])).not.toThrow();
  expect(rescue.take()).toEqual([]);
});
