import { describe, expect, test } from 'vitest';
import { textOf } from '../../src/conversation/Message.ts';
import type { Draft } from '../../src/conversation/Draft.ts';
import { purgedMessage, removedMessage } from '../../src/conversation/removedMessage.ts';
import type { ConversationRepository } from '../../src/persistence/ConversationRepository.ts';
import {
  answer,
  attachment,
  conversation,
  conversationId,
  draft,
  growingAnswer,
  messageId,
  pieceOf,
  question,
  replyId,
  run,
} from '../persistence/rows.ts';

/** What every place where chats are kept must do. `create` makes an empty one. */
export function describeConversationRepository(name: string, create: () => ConversationRepository): void {
  describe(name, () => {
    test('[P1] a new repository is empty', async () => {
      const repository = create();
      await expect(repository.loadConversations()).resolves.toEqual([]);
      await expect(repository.loadMessages(conversationId('a'))).resolves.toEqual([]);
      await expect(repository.loadUnfinished()).resolves.toEqual([]);
      repository.close();
    });

    test('[I4] messages that are staged are seen when their chat comes, take no name, and are removed without it', async () => {
      const repository = create();
      const [here, there] = [question('q1', 'a'), question('q2', 'b')];
      await repository.save({ conversations: [conversation('a')], messages: [here] }, 'strict');
      const thief = question('q1', 'b', { createdAtMs: 5 });
      expect(await repository.stage([thief, there])).toEqual([there.id]);
      expect(await repository.loadConversations()).toHaveLength(1);
      expect(await repository.loadMessages(here.conversationId)).toEqual([here]);
      await repository.removeStaged([here.conversationId]);
      expect(await repository.loadMessages(there.conversationId)).toEqual([there]);
      await repository.removeStaged();
      expect(await repository.loadMessages(there.conversationId, here.conversationId)).toEqual([here]);
      await repository.stage([there]);
      await repository.save({ conversations: [conversation('b')] }, 'strict');
      await repository.removeStaged();
      expect(await repository.loadMessages(there.conversationId)).toEqual([there]);
      repository.close();
    });

    test('[I24] what is staged twice is merged and counts as staged, but for a name that another chat has', async () => {
      const repository = create();
      const asked = question('q1', 'a');
      const [half, whole] = ['An', 'An answer.'].map((text) =>
        answer('a1', asked, { runs: [run('reply-a1', { status: 'interrupted' }, text)] }),
      );
      if (!half || !whole) throw new Error('Two states of one answer are needed.');
      await repository.stage([asked, whole]);
      expect(await repository.stage([half, question('q1', 'b')])).toEqual([half.id]);
      const messageIds = new Map([[asked.conversationId, [asked.id, half.id]]]);
      expect(await repository.saveStaged({ conversations: [conversation('a')], messages: [], messageIds })).toEqual([]);
      expect(await repository.loadMessages(asked.conversationId, conversationId('b'))).toEqual(
        expect.arrayContaining([asked, whole]),
      );
      expect(await repository.loadMessages(conversationId('b'))).toEqual([]);
      repository.close();
    });

    test('[I22] what was staged is made seen whole: where a message of a chat that is not there is gone, nothing is written', async () => {
      const repository = create();
      const [first, second] = [question('q1', 'a'), question('q2', 'a')];
      const change = {
        conversations: [conversation('a')],
        messages: [],
        messageIds: new Map([[first.conversationId, [first.id, second.id]]]),
      };
      await repository.stage([first]);
      expect(await repository.saveStaged(change)).toEqual([first.conversationId]);
      expect(await repository.loadConversations()).toEqual([]);
      expect(await repository.saveStaged({ ...change, messages: [second] })).toEqual([]);
      expect(await repository.loadConversations()).toEqual([conversation('a')]);
      expect(await repository.loadMessages(first.conversationId)).toHaveLength(2);
      // What it has not, is not asked of a chat that is there.
      const asked = { ...change, messageIds: new Map([[first.conversationId, [messageId('q3')]]]) };
      expect(await repository.saveStaged(asked)).toEqual([]);
      expect(await repository.stage([question('q4', 'a')])).toEqual([]);
      repository.close();
    });

    test('[P60] the bytes of an attachment come back, are kept once, and are there for as long as a message refers to them', async () => {
      const repository = create();
      const [one, other] = [attachment('one'), attachment('other')];
      const asked = question('q1', 'a', { parts: [one.part, { type: 'text', text: 'Look' }] });
      const again = question('q2', 'a', { parts: [one.part, other.part], order: 2 });
      await repository.save(
        { conversations: [conversation('a')], messages: [asked], attachments: [one.stored] },
        'strict',
      );
      await repository.save({ messages: [again], attachments: [one.stored, other.stored] }, 'strict');
      expect(await repository.countAttachments()).toBe(2);
      const [found] = await repository.loadAttachments([one.part.hash, 'never']);
      expect(await found?.blob.text()).toBe('one');
      await repository.removeLooseAttachments();
      expect(await repository.countAttachments()).toBe(2);
      await repository.save({ messages: [purgedMessage(removedMessage(again))] }, 'strict');
      await repository.removeLooseAttachments();
      expect(await repository.loadAttachments([one.part.hash, other.part.hash])).toHaveLength(1);
      await repository.deleteConversation(asked.conversationId);
      await repository.removeLooseAttachments();
      expect(await repository.countAttachments()).toBe(0);
      repository.close();
    });

    test('[P60] what is staged has its attachments with it, and without their chat they go with it', async () => {
      const repository = create();
      const { part, stored } = attachment('staged');
      const asked = question('q1', 'a', { parts: [part] });
      await repository.stage([asked], [stored]);
      await repository.stage([], [stored]);
      await repository.removeLooseAttachments();
      expect(await repository.countAttachments()).toBe(1);
      await repository.removeStaged();
      expect(await repository.countAttachments()).toBe(0);
      repository.close();
    });

    test('[I4] a chat that was used at the same time or later is left alone where that is asked', async () => {
      const repository = create();
      const mine = conversation('a', { title: 'Mine', updatedAtMs: 50 });
      await repository.save({ conversations: [mine] }, 'strict');
      const others = [conversation('a', { updatedAtMs: 50 }), conversation('b', { updatedAtMs: 1 })];
      await repository.save({ conversations: others, onlyNewer: true }, 'strict');
      expect((await repository.loadConversations()).toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual([
        mine,
        others[1],
      ]);
      const newer = conversation('a', { title: 'Newer', updatedAtMs: 51 });
      await repository.save({ conversations: [newer], onlyNewer: true }, 'strict');
      expect(await repository.loadConversations([mine.id])).toEqual([newer]);
      repository.close();
    });

    test('[P1] what was saved is read back as it was, each chat with its own messages', async () => {
      const repository = create();
      const [first, second] = [question('q1', 'a'), question('q2', 'b')];
      const reply = answer('m1', first);
      await repository.save(
        { conversations: [conversation('a'), conversation('b')], messages: [first, reply] },
        'strict',
      );
      await repository.save({ messages: [second] }, 'relaxed');
      expect(sorted(await repository.loadConversations())).toEqual([conversation('a'), conversation('b')]);
      expect(sorted(await repository.loadMessages(conversationId('a')))).toEqual([reply, first]);
      expect(await repository.loadMessages(conversationId('b'))).toEqual([second]);
      repository.close();
    });

    test('[P1] a row with the same id is replaced', async () => {
      const repository = create();
      await repository.save({ conversations: [conversation('a')] }, 'strict');
      await repository.save(
        { conversations: [conversation('a', { title: 'Renamed', titleFrom: 'person' })] },
        'strict',
      );
      expect(await repository.loadConversations()).toEqual([
        conversation('a', { title: 'Renamed', titleFrom: 'person' }),
      ]);
      repository.close();
    });

    test('[P4] the answers whose last run has not ended are found, in all chats', async () => {
      const repository = create();
      const [first, second] = [question('q1', 'a'), question('q2', 'b')];
      const growing = answer('m1', first, { runs: [run('reply-m1', { status: 'streaming', link: 'open' }, 'Hel')] });
      const queued = answer('m2', second, {
        runs: [
          run('reply-m2', { status: 'stopped' }, 'Hi'),
          run('reply-m3', { status: 'queued' }, '', { startedAtMs: 2000 }),
        ],
      });
      const messages = [first, second, growing, queued, answer('m4', first)];
      await repository.save({ messages }, 'strict');
      expect(sorted(await repository.loadUnfinished())).toEqual([growing, queued]);
      const ended = { ...growing, runs: [run('reply-m1', { status: 'stopped' }, 'Hello')] };
      await repository.save({ messages: [ended] }, 'strict');
      expect(await repository.loadUnfinished()).toEqual([queued]);
      repository.close();
    });

    test('[P5] a writer that is behind does not undo what was stored', async () => {
      const repository = create();
      const asked = question('q1', 'a');
      const done = answer('m1', asked, { runs: [run('reply-m1', { status: 'done', finishReason: 'stop' }, 'Hello')] });
      const behind = { ...done, runs: [run('reply-m1', { status: 'streaming', link: 'open' }, 'Hel')] };
      await repository.save({ messages: [done] }, 'strict');
      await repository.save({ messages: [behind] }, 'relaxed');
      expect(await repository.loadMessages(asked.conversationId)).toEqual([done]);
      repository.close();
    });

    test('[P6] a deleted chat is gone with its messages, and only it', async () => {
      const repository = create();
      const [first, second] = [question('q1', 'a'), question('q2', 'b')];
      const running = answer('m1', first, { runs: [run('reply-m1', { status: 'queued' })] });
      const conversations = [conversation('a'), conversation('b')];
      await repository.save({ conversations, messages: [first, running, second] }, 'strict');
      await repository.deleteConversation(conversationId('a'));
      await repository.deleteConversation(conversationId('never'));
      expect(await repository.loadConversations()).toEqual([conversation('b')]);
      expect(await repository.loadMessages(conversationId('a'))).toEqual([]);
      expect(await repository.loadUnfinished()).toEqual([]);
      expect(await repository.loadMessages(conversationId('b'))).toEqual([second]);
      repository.close();
    });

    test('[P10] a growing reply is read with its pieces, whoever wrote them', async () => {
      const repository = create();
      const asked = question('q1', 'a');
      const messages = [asked, growingAnswer('m1', asked)];
      await repository.save({ conversations: [conversation('a')], messages }, 'strict');
      await repository.append([pieceOf('m1', 3, 'Hel')]);
      await repository.append([pieceOf('m1', 4, 'ell'), pieceOf('m1', 5, 'llo'), pieceOf('m1', 5, 'llo')]);
      const grown = { ...messages[1], runs: [run('reply-m1', { status: 'streaming', link: 'open' }, 'Hello')] };
      expect(await repository.loadUnfinished()).toEqual([grown]);
      expect(sorted(await repository.loadMessages(asked.conversationId))).toEqual([grown, asked]);
      repository.close();
    });

    test('[P10] a tab that is behind does not shorten what another has written from the same place', async () => {
      const repository = create();
      const asked = question('q1', 'a');
      const messages = [asked, growingAnswer('m1', asked)];
      await repository.save({ conversations: [conversation('a')], messages }, 'strict');
      await repository.append([pieceOf('m1', 5, 'Hello')]);
      await repository.append([pieceOf('m1', 3, 'Hel')]);
      await repository.append([pieceOf('m1', 6, '!')]);
      const [grown] = await repository.loadUnfinished();
      expect(grown && textOf(grown)).toBe('Hello!');
      repository.close();
    });

    test('[P5] a message is stored with all that two writers hold of it, and the writer hears what that is', async () => {
      const repository = create();
      const asked = question('q1', 'a');
      await repository.save(
        { conversations: [conversation('a')], messages: [asked, growingAnswer('m1', asked)] },
        'strict',
      );
      await repository.append([pieceOf('m1', 5, 'Hello')]);
      const stopped = answer('m1', asked, { runs: [run('reply-m1', { status: 'stopped' }, 'Hel')] });
      const whole = { ...stopped, runs: [run('reply-m1', { status: 'stopped' }, 'Hello')] };
      expect(await repository.save({ messages: [stopped] }, 'relaxed')).toEqual([whole]);
      expect(sorted(await repository.loadMessages(asked.conversationId))).toEqual([whole, asked]);
      repository.close();
    });

    test('[P12] what another tab has deleted does not come back by halves', async () => {
      const repository = create();
      const asked = question('q1', 'a');
      const reply = growingAnswer('m1', asked);
      await repository.save({ conversations: [conversation('a')], messages: [asked, reply] }, 'strict');
      await repository.deleteConversation(asked.conversationId);
      await repository.append([pieceOf('m1', 3, 'Hel')]);
      const change = { conversations: [conversation('a', { title: 'Renamed' })], messages: [answer('m1', asked)] };
      expect(await repository.save({ ...change, onlyStored: true }, 'relaxed')).toEqual([]);
      expect(await repository.loadConversations()).toEqual([]);
      expect(await repository.loadMessages(asked.conversationId)).toEqual([]);
      repository.close();
    });

    test('[P12] what is stored is written whether or not it must be', async () => {
      const repository = create();
      const asked = question('q1', 'a');
      await repository.save(
        { conversations: [conversation('a')], messages: [asked, growingAnswer('m1', asked)] },
        'strict',
      );
      const change = { conversations: [conversation('a', { title: 'Renamed' })], messages: [answer('m1', asked)] };
      await repository.save({ ...change, onlyStored: true }, 'relaxed');
      expect(await repository.loadConversations()).toEqual(change.conversations);
      expect(await repository.loadUnfinished()).toEqual([]);
      repository.close();
    });

    test('[P13] a question to a chat that another tab has deleted brings the whole chat back', async () => {
      const repository = create();
      const first = question('q1', 'a');
      const others = [first, answer('m1', first)];
      const next = question('q2', 'a', { parentId: messageId('m1'), order: 3 });
      const change = { conversations: [conversation('a')], messages: [next], others };
      await repository.save(change, 'strict');
      expect(sorted(await repository.loadMessages(first.conversationId))).toEqual([others[1], first, next]);
      await repository.save({ ...change, others: [answer('m9', first)] }, 'strict');
      expect(await repository.loadMessages(first.conversationId)).toHaveLength(3);
      repository.close();
    });

    test('[P14] a draft is kept until it is sent, emptied, or its chat is deleted', async () => {
      const repository = create();
      const [here, elsewhere] = [draft(conversationId('a'), 'Hel'), draft('new', 'Other', '2')];
      await repository.saveDrafts([here, elsewhere]);
      await repository.saveDrafts([{ ...here, text: 'Hello' }]);
      const kept = await repository.loadDrafts();
      expect(kept.toSorted((a, b) => (a.key < b.key ? -1 : 1))).toEqual([{ ...here, text: 'Hello' }, elsewhere]);
      const sentDraft = { questionId: elsewhere.ids.questionId, rest: { ...elsewhere, text: '' } };
      await repository.save({ conversations: [conversation('b')], sentDraft }, 'strict');
      expect(await repository.loadDrafts()).toEqual([{ ...here, text: 'Hello' }]);
      await repository.saveDrafts([{ ...here, text: '' }, elsewhere]);
      expect(await repository.loadDrafts()).toEqual([elsewhere]);
      repository.close();
    });

    test('[P14] what is sent or emptied takes no other text of its box along, and what is left there is kept', async () => {
      const repository = create();
      const [mine, theirs] = [draft('new', 'Older'), draft('new', 'Newer', '2')];
      await repository.saveDrafts([theirs]);
      await repository.saveDrafts([{ ...mine, text: '' }]);
      expect(await repository.loadDrafts()).toEqual([theirs]);
      const { questionId } = mine.ids;
      await repository.save({ sentDraft: { questionId, rest: { ...mine, text: '' } } }, 'strict');
      expect(await repository.loadDrafts()).toEqual([theirs]);
      await repository.save({ sentDraft: { questionId, rest: draft('new', 'More', '3') } }, 'strict');
      expect(await repository.loadDrafts()).toEqual([draft('new', 'More', '3')]);
      repository.close();
    });

    test('[P14] a draft is gone with its question whatever box it was moved to, and is none once that is stored', async () => {
      const repository = create();
      const moved: Draft = { ...draft('new', 'Hello'), key: `queue:${conversationId('a')}:2:name` };
      await repository.saveDrafts([moved]);
      const asked = question(moved.ids.questionId, 'a');
      const sentDraft = { questionId: asked.id, rest: { ...moved, key: 'new', text: '' } } as const;
      await repository.save({ conversations: [conversation('a')], messages: [asked], sentDraft }, 'strict');
      expect(await repository.loadDrafts()).toEqual([]);
      await repository.saveDrafts([moved]);
      expect(await repository.loadDrafts()).toEqual([]);
      repository.close();
    });

    test('[P14] a chat that another tab has begun with the same draft stays as that tab left it', async () => {
      const repository = create();
      const asked = question('q1', 'a');
      const messages = [asked, answer('m1', asked)];
      const sentDraft = { questionId: asked.id, rest: draft('new', '') };
      await repository.save(
        { conversations: [conversation('a', { title: 'Renamed' })], messages, sentDraft },
        'strict',
      );
      const again = [question('q1', 'a', { createdAtMs: 5 }), growingAnswer('m1', asked)];
      const stored = await repository.save(
        { conversations: [conversation('a')], messages: again, sentDraft },
        'strict',
      );
      expect(stored).toEqual(messages);
      expect(await repository.loadConversations()).toMatchObject([{ title: 'Renamed' }]);
      repository.close();
    });

    test('[P15] a stop is kept until it is taken off', async () => {
      const repository = create();
      await repository.setStop(replyId('one'), true);
      await repository.setStop(replyId('one'), true);
      await repository.setStop(replyId('two'), true);
      expect(await repository.loadStops()).toEqual([replyId('one'), replyId('two')]);
      await repository.setStop(replyId('one'), false);
      expect(await repository.loadStops()).toEqual([replyId('two')]);
      repository.close();
    });
  });
}

function sorted<T extends { readonly id: string }>(rows: readonly T[]): readonly T[] {
  return rows.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}
