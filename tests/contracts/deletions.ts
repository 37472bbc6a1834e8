import { describe, expect, test } from 'vitest';
import { textOf } from '../../src/conversation/Message.ts';
import { broughtBack, purgedMessage, removedMessage } from '../../src/conversation/removedMessage.ts';
import type { ConversationRepository } from '../../src/persistence/ConversationRepository.ts';
import {
  answer,
  attachment,
  conversation,
  conversationId,
  growingAnswer,
  pieceOf,
  question,
  replyId,
  run,
} from '../persistence/rows.ts';

const NOTE = { id: 'deletion-1', undoUntilMs: 5000 };

/** What deleting must do in every place where chats are kept. `create` makes an empty one. */
export function describeDeletions(name: string, create: () => ConversationRepository): void {
  describe(`deleting in ${name}`, () => {
    test('[P63] chats that are taken are gone and can be put back whole, beside what was stored meanwhile', async () => {
      const repository = create();
      const { part, stored } = attachment('taken');
      const asked = question('q1', 'a', { parts: [part] });
      const messages = [asked, growingAnswer('m1', asked), question('q2', 'b')];
      const conversations = [conversation('a'), conversation('b')];
      await repository.save({ conversations, messages, attachments: [stored] }, 'strict');
      await repository.append([pieceOf('m1', 5, 'Hello')]);
      const written: unknown[] = [];
      const deletions = await repository.deletions((ids) => written.push(ids));
      const whole = await repository.loadMessages(asked.conversationId);
      const taken = await deletions.takeChats([asked.conversationId, conversationId('never')], NOTE);
      expect(sorted(taken.messages)).toEqual(sorted(whole));
      expect(await repository.loadConversations()).toEqual([conversation('b')]);
      expect(await repository.loadMessages(asked.conversationId)).toEqual([]);
      await repository.removeLooseAttachments();
      const again = conversation('a', { title: 'Asked in another tab' });
      const more = question('q3', 'a', { order: 3 });
      await repository.save({ conversations: [again], messages: [more] }, 'strict');
      await taken.putBack();
      expect(sorted(await repository.loadConversations())).toEqual([again, conversation('b')]);
      expect(sorted(await repository.loadMessages(asked.conversationId))).toEqual(sorted([...whole, more]));
      expect(await repository.countAttachments()).toBe(1);
      const both = [asked.conversationId, conversationId('never')];
      expect(written).toEqual([both, both]);
      repository.close();
    });

    test('[P64] messages that are deleted and brought back have the attachments that they had', async () => {
      const repository = create();
      const { part, stored } = attachment('kept');
      const asked = question('q1', 'a', { parts: [part] });
      await repository.save({ conversations: [conversation('a')], messages: [asked], attachments: [stored] }, 'strict');
      const written: unknown[] = [];
      const deletions = await repository.deletions((ids) => written.push(ids));
      const removed = removedMessage(asked);
      const { bringBack } = await deletions.removeMessages([removed, removedMessage(question('never', 'a'))], NOTE);
      expect(await repository.loadMessages(asked.conversationId)).toEqual([removed]);
      await repository.save({ messages: [purgedMessage(removed)] }, 'strict');
      await repository.removeLooseAttachments();
      expect(await repository.countAttachments()).toBe(0);
      await bringBack([broughtBack(removed)]);
      expect((await repository.loadMessages(asked.conversationId)).map(textOf)).toEqual([textOf(asked)]);
      const [found] = await repository.loadAttachments([part.hash]);
      expect(await found?.blob.text()).toBe('kept');
      expect(written).toEqual([[asked.conversationId], [asked.conversationId]]);
      repository.close();
    });

    test('[P65] a deletion is noted with what is to be forgotten until it is taken back or the server has taken note', async () => {
      const repository = create();
      const asked = question('q1', 'a');
      const imported = answer('m2', asked, { runs: [run('reply-m2', { status: 'done', finishReason: 'stop' })] });
      const messages = [asked, answer('m1', asked), imported];
      await repository.save({ conversations: [conversation('a')], messages }, 'strict');
      const deletions = await repository.deletions();
      const taken = await deletions.takeChats([asked.conversationId], NOTE);
      const noted = { ...NOTE, messageIds: [], replyIds: [replyId('reply-m1')] };
      expect(await deletions.load()).toEqual([noted]);
      expect(await repository.countDeletions()).toBe(1);
      await taken.putBack();
      expect(await deletions.load()).toEqual([]);
      await deletions.takeChats([asked.conversationId], NOTE);
      expect(await deletions.end(NOTE.id)).toEqual(noted.replyIds);
      await deletions.keepDue(NOTE.id, noted.replyIds);
      expect(await deletions.load()).toEqual([{ ...noted, undoUntilMs: 0 }]);
      await deletions.keepDue(NOTE.id, []);
      expect(await repository.countDeletions()).toBe(0);
      expect(await deletions.end(NOTE.id)).toEqual([]);
      repository.close();
    });

    test('[P65] the end of a deletion takes the texts out of what is still deleted, and notes their replies', async () => {
      const repository = create();
      const asked = question('q1', 'a');
      const [gone, back] = [answer('m1', asked), answer('m2', asked)];
      await repository.save({ conversations: [conversation('a')], messages: [asked, gone, back] }, 'strict');
      const written: unknown[] = [];
      const deletions = await repository.deletions((ids) => written.push(ids));
      const removed = [gone, back].map(removedMessage);
      const { bringBack } = await deletions.removeMessages(removed, NOTE);
      const messageIds = [gone.id, back.id];
      expect(await deletions.load()).toEqual([{ ...NOTE, messageIds, replyIds: [] }]);
      const other = await deletions.removeMessages(removed.slice(1), { ...NOTE, id: 'deletion-2' });
      await other.bringBack(removed.slice(1).map((message) => broughtBack(message)));
      expect(await deletions.end(NOTE.id)).toEqual([replyId('reply-m1')]);
      const texts = (await repository.loadMessages(asked.conversationId)).map((each) => [each.id, textOf(each)]);
      expect(Object.fromEntries(texts)).toEqual({ q1: 'Question q1', m1: '', m2: 'An answer.' });
      expect(written.at(-1)).toEqual([asked.conversationId]);
      expect(await deletions.load()).toEqual([
        { ...NOTE, undoUntilMs: 0, messageIds: [], replyIds: [replyId('reply-m1')] },
      ]);
      await bringBack(removed.map((message) => broughtBack(message)));
      expect(await repository.countDeletions()).toBe(0);
      repository.close();
    });
  });
}

function sorted<T extends { readonly id: string }>(rows: readonly T[]): readonly T[] {
  return rows.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}
