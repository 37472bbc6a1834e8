import type { ReplyId } from '../../../protocol/ids.ts';
import type { ConversationId, MessageId } from '../../conversation/Message.ts';
import { isFinal, type Reply } from '../../conversation/reply.ts';
import type { ReadReplies } from '../../settings/settings.ts';
import type { ChatState } from '../../store/ChatState.ts';
import type { ChatStore } from '../../store/chatStore.ts';
import { liveReplyIn } from '../../store/selectors.ts';
import { createSentenceReader, type SentenceReader } from './createSentenceReader.ts';

/** How long there is silence between what is said and what is said next, in milliseconds. */
const PAUSE_MS = 3000;

/** A reply that is read aloud. */
interface Speaking {
  readonly replyId: ReplyId;
  readonly conversationId: ConversationId;
  readonly messageId: MessageId;
  readonly read: SentenceReader;
}

/** How replies are read aloud. */
export interface SpeakOptions {
  readonly mode: Exclude<ReadReplies, 'ready'>;
  /** Called with the words to say next. */
  readonly onWords: (words: string) => void;
}

/**
 * Has the reply that is being made in the chat in sight read aloud, from where it stood when it came into sight; never what was said before.
 *
 * @returns what ends it.
 */
export function speakReplies(store: Pick<ChatStore, 'getState' | 'subscribe'>, options: SpeakOptions): () => void {
  const { mode, onWords } = options;
  let speaking: Speaking | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** The end of a reply that another has followed before it was said. */
  let rest = '';

  const takeWords = (): string => {
    const reply = speaking && replyOf(store.getState(), speaking);
    if (!speaking || !reply) return '';
    const hasEnded = isFinal(reply.state);
    const words = mode === 'sentences' || hasEnded ? speaking.read(textIn(reply), !hasEnded) : '';
    if (hasEnded) speaking = undefined;
    return words;
  };
  const speak = (): void => {
    timer = undefined;
    const words = [rest, takeWords()].filter((text) => text !== '').join('\n');
    rest = '';
    if (words === '') return;
    onWords(words);
    timer = setTimeout(speak, PAUSE_MS);
  };
  const look = (): void => {
    const state = store.getState();
    const replyId = liveReplyIn(state, state.inSight);
    if (speaking && speaking.conversationId !== state.inSight) speaking = undefined;
    if (replyId !== undefined && replyId !== speaking?.replyId) {
      rest = takeWords();
      speaking = begin(state, replyId, mode);
    }
    if (speaking) timer ??= setTimeout(speak, FIRST_MS);
  };
  const unsubscribe = store.subscribe((state, before) => {
    const changed = state.liveReplies !== before.liveReplies || state.inSight !== before.inSight;
    if (changed) look();
  });
  look();
  return () => {
    unsubscribe();
    clearTimeout(timer);
  };
}

/** How long the first words are waited for that may make a sentence, in milliseconds. */
const FIRST_MS = 250;

function begin(state: ChatState, replyId: ReplyId, mode: SpeakOptions['mode']): Speaking | undefined {
  const run = state.liveRuns.get(replyId);
  const reply = state.liveReplies.get(replyId);
  if (!run || !reply) return undefined;
  const read = createSentenceReader();
  // What was there already is history.
  if (mode === 'sentences') read(textIn(reply), true);
  return { replyId, conversationId: run.conversationId, messageId: run.messageId, read };
}

function replyOf({ liveReplies, threads }: ChatState, of: Speaking): Reply | undefined {
  const message = threads.get(of.conversationId)?.get(of.messageId);
  const runs = message?.role === 'assistant' ? message.runs : [];
  return liveReplies.get(of.replyId) ?? runs.map(({ reply }) => reply).find(({ replyId }) => replyId === of.replyId);
}

function textIn(reply: Reply): string {
  return reply.parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
}
