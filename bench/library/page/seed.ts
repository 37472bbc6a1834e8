import '../BenchWindow.ts';
import type { Conversation } from '../../../src/conversation/Conversation.ts';
import {
  isConversationId,
  isMessageId,
  type ConversationId,
  type Message,
  type MessageId,
} from '../../../src/conversation/Message.ts';
import { createIndexedDbRepository } from '../../../src/persistence/indexedDbRepository.ts';
import { isReplyId } from '../../../protocol/ids.ts';

const repository = createIndexedDbRepository();

window.seed = async (from, to, messagesEach) => {
  const conversations: Conversation[] = [];
  const messages: Message[] = [];
  for (let index = from; index < to; index += 1) {
    const chance = createChance(index + 1);
    const id = conversationId(index);
    const atMs = Date.now() - index * 60_000;
    const title = words(chance, 6);
    conversations.push({ id, title, titleFrom: 'question', createdAtMs: atMs, updatedAtMs: atMs, shownChildren: {} });
    let parentId: MessageId | null = null;
    for (let order = 1; order <= messagesEach; order += 1) {
      const message: Message = order % 2 === 1 ? question(chance) : answer(chance);
      messages.push(message);
      parentId = message.id;

      function question(next: () => number): Message {
        return { ...node(), role: 'user', parts: [{ type: 'text', text: words(next, 15) }] };
      }
      function answer(next: () => number): Message {
        const name = `reply-${index}-${order}`.padEnd(12, '0');
        if (!isReplyId(name)) throw new TypeError(name);
        const text = Array.from({ length: 3 }, () => `${words(next, 20)}.`).join('\n\n');
        const reply = {
          replyId: name,
          model: 'scripted',
          seq: 9,
          parts: [{ type: 'text' as const, text }],
          state: { status: 'done' as const, finishReason: 'stop' as const },
        };
        return {
          ...node(),
          role: 'assistant',
          runs: [{ mode: 'answer', modelId: 'scripted', startedAtMs: atMs, endedAtMs: atMs, reply }],
        };
      }
      function node() {
        return { id: messageId(index, order), conversationId: id, parentId, createdAtMs: atMs, order };
      }
    }
  }
  await repository.save({ conversations, messages }, 'relaxed');
};

function conversationId(index: number): ConversationId {
  const id = `chat-${String(index).padStart(6, '0')}`;
  if (!isConversationId(id)) throw new TypeError(id);
  return id;
}

function messageId(index: number, order: number): MessageId {
  const id = `message-${index}-${order}`;
  if (!isMessageId(id)) throw new TypeError(id);
  return id;
}

const SYLLABLES =
  'ba be bi bo bu da de di do du ka ke ki ko ku la le li lo lu ma me mi mo mu na ne ni no nu ra re ri ro ru sa se si so su'.split(
    ' ',
  );

/** Words as languages have them: a few very often, most of 30,000 hardly ever; one in forty is not of ASCII. */
function words(chance: () => number, count: number): string {
  return Array.from({ length: count }, () => {
    let rank = Math.floor(Math.exp(chance() * Math.log(30_000)));
    let word = rank % 40 === 7 ? 'é' : '';
    do {
      word += SYLLABLES[rank % SYLLABLES.length];
      rank = Math.floor(rank / SYLLABLES.length);
    } while (rank > 0);
    return word;
  }).join(' ');
}

/** The same numbers for the same seed. */
function createChance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
