import { expect, test, vi } from 'vitest';
import type { ReplyEvent } from '../../protocol/events.ts';
import { createReply } from '../../src/conversation/reply.ts';
import { createChatStore } from '../../src/store/chatStore.ts';
import { createDraftStore } from '../../src/store/draftStore.ts';
import { liveReplyIn, preselectedModelId, sortedConversations } from '../../src/store/selectors.ts';
import { snapshotOf } from '../../src/store/snapshotOf.ts';
import { answer, conversation, conversationId, question, replyId, run } from '../persistence/rows.ts';

const asked = question('q1', 'a');
const growing = answer('m1', asked, { runs: [run('reply-m1', { status: 'queued' })] });
const address = { conversationId: asked.conversationId, messageId: growing.id };
const start: ReplyEvent = { seq: 1, type: 'reply-start', model: 'tiny' };
const part: ReplyEvent = { seq: 2, type: 'part-start', index: 0, part: { type: 'text', text: 'Hi' } };
const end: ReplyEvent = { seq: 3, type: 'reply-end', finishReason: 'stop' };

function withLiveReply() {
  const store = createChatStore();
  store.putMessages(conversation('a'), [asked, growing]);
  store.putMessages(conversation('b'), [question('q2', 'b')]);
  store.beginReply(createReply(replyId('reply-m1'), 'tiny'), address);
  store.beginReply(createReply(replyId('loose-01'), 'tiny'));
  return store;
}

test('[N1] a growing reply changes its own entry and nothing else', () => {
  const store = withLiveReply();
  store.applyToReplies(new Map([[replyId('reply-m1'), [start]]]), 1000);
  const before = store.getState();
  store.applyToReplies(new Map([[replyId('reply-m1'), [part]]]), 2000);
  const after = store.getState();
  expect(after.threads).toBe(before.threads);
  expect(after.conversations).toBe(before.conversations);
  expect(after.liveReplies.get(replyId('loose-01'))).toBe(before.liveReplies.get(replyId('loose-01')));
  expect(after.liveReplies.get(replyId('reply-m1'))?.parts).toEqual([{ type: 'text', text: 'Hi' }]);
  expect(after.liveRuns.get(replyId('reply-m1'))).toEqual({ ...address, firstTextAtMs: 2000 });
});

test('[N1] what changes nothing tells nobody', () => {
  const store = withLiveReply();
  store.applyToReplies(new Map([[replyId('reply-m1'), [start]]]), 1000);
  const listener = vi.fn<() => void>();
  store.subscribe(listener);
  expect(store.applyToReplies(new Map([[replyId('reply-m1'), [start, end].slice(0, 1)]]), 1000)).toEqual([]);
  expect(store.applyToReplies(new Map([[replyId('unknown-1'), [start]]]), 1000)).toEqual([]);
  expect(listener).not.toHaveBeenCalled();
});

test('[N3] an ended reply is folded into its message; the other messages and chats keep their identity', () => {
  const store = withLiveReply();
  const before = store.getState();
  const changed = store.applyToReplies(new Map([[replyId('reply-m1'), [start, part, end]]]), 5000);
  const after = store.getState();
  expect(changed).toMatchObject([{ seq: 3, state: { status: 'done' } }]);
  expect([...after.liveReplies.keys()]).toEqual(['loose-01']);
  expect(after.liveRuns.size).toBe(0);
  expect(after.threads.get(conversationId('b'))).toBe(before.threads.get(conversationId('b')));
  expect(after.threads.get(asked.conversationId)?.get(asked.id)).toBe(asked);
  expect(after.threads.get(asked.conversationId)?.get(growing.id)).toMatchObject({
    runs: [{ firstTextAtMs: 5000, endedAtMs: 5000, reply: { parts: [{ text: 'Hi' }], state: { status: 'done' } } }],
  });
});

test('[N3] a reply whose chat is gone just ends, and a loose one stays', () => {
  const store = withLiveReply();
  store.hideConversations([asked.conversationId]);
  store.applyToReplies(
    new Map([
      [replyId('reply-m1'), [end]],
      [replyId('loose-01'), [end]],
    ]),
    5000,
  );
  expect([...store.getState().liveReplies.keys()]).toEqual(['loose-01']);
  store.dropReply(replyId('loose-01'));
  expect(store.getState().liveReplies.size).toBe(0);
});

test('[N1] two stores have nothing in common', () => {
  const [one, other] = [withLiveReply(), createChatStore()];
  expect(one.getState().conversations.size).toBe(2);
  expect(other.getState()).toEqual(other.getInitialState());
});

test('[N11] what is read from the disk does not replace what the page has by now', () => {
  const store = createChatStore();
  store.putMessages(conversation('a', { title: 'Newer' }), [growing]);
  store.addConversations([conversation('a'), conversation('b')]);
  store.openThread(asked.conversationId, [asked, { ...growing, order: 99 }]);
  expect(store.getState().conversations.get(asked.conversationId)?.title).toBe('Newer');
  expect(store.getState().conversations.size).toBe(2);
  expect(store.getState().threads.get(asked.conversationId)?.get(growing.id)).toBe(growing);
  expect(store.getState().threads.get(asked.conversationId)?.get(asked.id)).toBe(asked);
});

test('[N10] a snapshot of a message has what its live reply has brought', () => {
  const store = withLiveReply();
  store.applyToReplies(new Map([[replyId('reply-m1'), [start, part]]]), 2000);
  expect(snapshotOf(store.getState(), address)).toMatchObject({
    runs: [{ firstTextAtMs: 2000, reply: { seq: 2, parts: [{ text: 'Hi' }] } }],
  });
  expect(snapshotOf(store.getState(), { ...address, messageId: asked.id })).toBe(asked);
  expect(snapshotOf(store.getState(), { ...address, conversationId: conversationId('x') })).toBeUndefined();
});

test('[N20] the chat with the newest message stands first', () => {
  const chats = [
    conversation('old', { updatedAtMs: 1 }),
    conversation('b', { updatedAtMs: 2 }),
    conversation('a', { updatedAtMs: 2 }),
  ];
  expect(sortedConversations(new Map(chats.map((chat) => [chat.id, chat]))).map(({ id }) => id)).toEqual([
    'a',
    'b',
    'old',
  ]);
});

test('[N6] the reply that is being made in a chat is found, in that chat only', () => {
  const store = withLiveReply();
  expect(liveReplyIn(store.getState(), asked.conversationId)).toBe(replyId('reply-m1'));
  expect(liveReplyIn(store.getState(), conversationId('b'))).toBeUndefined();
  expect(liveReplyIn(store.getState(), undefined)).toBeUndefined();
});

test('[N17] the model chosen last answers when it can, else the first of the catalogue', () => {
  const model = (id: string) => ({ id, name: id, provider: id.slice(0, id.indexOf('/')) });
  const provider = (id: string, state: 'ready' | 'empty' | 'failed') =>
    ({ id, label: id, origin: 'configured', state }) as const;
  const catalog = {
    models: [model('openai/gpt'), model('built-in/tiny')],
    providers: [
      provider('openai', 'ready'),
      provider('ollama', 'failed'),
      provider('mine', 'empty'),
      provider('built-in', 'ready'),
    ],
    settings: { path: 'x.json' },
  };
  expect(preselectedModelId(catalog, '')).toBe('openai/gpt');
  expect(preselectedModelId(catalog, 'built-in/tiny')).toBe('built-in/tiny');
  expect(preselectedModelId(catalog, 'openai/gone')).toBe('openai/gpt');
  expect(preselectedModelId(catalog, 'removed/model')).toBe('openai/gpt');
  expect(preselectedModelId(catalog, 'mine/org/typed')).toBe('mine/org/typed');
  expect(preselectedModelId(catalog, 'ollama/llama')).toBe('ollama/llama');
  expect(preselectedModelId({ ...catalog, models: [] }, '')).toBeUndefined();
});

test('[N22] each composer has its own draft; an empty one is none', () => {
  const drafts = createDraftStore();
  const listener = vi.fn<() => void>();
  drafts.setDraft('new', 'Hel');
  drafts.setDraft(conversationId('a'), 'Other');
  drafts.subscribe(listener);
  drafts.setDraft('new', 'Hel');
  expect(listener).not.toHaveBeenCalled();
  drafts.setDraft('new', '');
  expect([...drafts.getState()]).toEqual([['a', 'Other']]);
});
