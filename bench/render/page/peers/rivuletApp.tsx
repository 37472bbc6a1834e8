import { createRoot } from 'react-dom/client';
import { App } from 'rivulet/components/App.tsx';
import 'rivulet/components/styles/index.css';
import type { AssistantMessage, ConversationId, Message, MessageId } from 'rivulet/conversation/Message.ts';
import { createReply, reduceReply, type Reply } from 'rivulet/conversation/reply.ts';
import { SessionContext } from 'rivulet/hooks/useSession.ts';
import { createMemoryRepository } from 'rivulet/persistence/memoryRepository.ts';
import type { ChatSession } from 'rivulet/session/ChatSession.ts';
import { createChatSession } from 'rivulet/session/createChatSession.ts';
import type { ReplyTransport, StreamOptions } from 'rivulet/transport/ReplyTransport.ts';
import type { ReplyEventBody } from '../../../../protocol/events.ts';
import type { BenchMessage } from '../../BenchPage.ts';
import { startBench } from '../startBench.ts';

type ReplyId = Reply['replyId'];

const MODEL_ID = 'bench/model';
/** The reply that is followed: what has been sent of it, and to whom. */
let live: { sent: string; seq: number; options?: StreamOptions; end?: () => void } | undefined;
let chats = 0;

/** A model that says what the bench draws. */
const transport: ReplyTransport = {
  stream: (_request, options) =>
    new Promise((resolve) => {
      if (live === undefined) throw new Error('There is no reply to follow.');
      live.options = options;
      live.end = resolve;
      flush();
    }),
  stop: () => Promise.resolve('acknowledged'),
  forget: () => Promise.resolve(),
};

const root = createRoot(document.body.appendChild(document.createElement('div')));
let session: ChatSession | undefined;
/** What the last reply says, and whether more of it will come. */
let wanted = { text: '', growing: false };

function send(event: ReplyEventBody): void {
  if (live === undefined) return;
  live.seq += 1;
  live.options?.onEvent({ ...event, seq: live.seq });
}

function flush(): void {
  if (live?.options === undefined) return;
  if (wanted.text.length > live.sent.length) {
    send({ type: 'part-delta', index: 0, delta: wanted.text.slice(live.sent.length) });
    live.sent = wanted.text;
  }
  if (wanted.growing) return;
  send({ type: 'reply-end', finishReason: 'stop' });
  live.end?.();
  live = undefined;
}

/** Opens the page anew, as after a reload, on a browser that keeps this chat. */
async function open(messages: readonly BenchMessage[], growing: boolean): Promise<void> {
  chats += 1;
  const id = `bench-chat-${chats}` as ConversationId; // Long enough to be one.
  const stored = messages.map((_, at) => storedMessage(id, messages, at, growing && at === messages.length - 1));
  await session?.close();
  live = growing ? { sent: messages.at(-1)?.text ?? '', seq: 2 } : undefined;
  const chat = {
    id,
    title: id,
    titleFrom: 'person' as const,
    createdAtMs: chats,
    updatedAtMs: chats,
    shownChildren: {},
  };
  const repository = createMemoryRepository();
  await repository.save({ conversations: [chat], messages: stored }, 'relaxed');
  session = createChatSession({ transport, repository });
  history.replaceState(null, '', `/c/${id}`);
  root.render(
    <SessionContext key={id} value={session}>
      <App />
    </SessionContext>,
  );
}

function storedMessage(
  conversationId: ConversationId,
  all: readonly BenchMessage[],
  at: number,
  growing: boolean,
): Message {
  const idOf = (index: number): MessageId => `${conversationId}-${index}` as MessageId; // Long enough to be one.
  const node = { id: idOf(at), conversationId, parentId: at === 0 ? null : idOf(at - 1), createdAtMs: at, order: at };
  const { role, text } = all[at] ?? { role: 'user', text: '' };
  if (role === 'user') return { ...node, role, parts: [{ type: 'text', text }] };
  const replyId = `${conversationId}-reply-${at}` as ReplyId; // Long enough to be one.
  const run = { mode: 'answer', modelId: MODEL_ID, startedAtMs: at, reply: replyOf(replyId, text, growing) } as const;
  return { ...node, role, runs: [growing ? run : { ...run, endedAtMs: at }] } satisfies AssistantMessage;
}

function replyOf(replyId: ReplyId, text: string, growing: boolean): Reply {
  const events: ReplyEventBody[] = [
    { type: 'reply-start', model: MODEL_ID },
    { type: 'part-start', index: 0, part: { type: 'text', text } },
  ];
  if (!growing) events.push({ type: 'reply-end', finishReason: 'stop' });
  return events.reduce(
    (reply, event, at) => reduceReply(reply, { ...event, seq: at + 1 }),
    createReply(replyId, MODEL_ID),
  );
}

let drawnId: string | undefined;
startBench({
  draw(messages, growing) {
    wanted = { text: messages.at(-1)?.text ?? '', growing };
    if (messages[0]?.id === drawnId) {
      flush();
      return;
    }
    drawnId = messages[0]?.id;
    void open(messages, growing);
  },
});
