import { lastRun, type AssistantMessage } from '../conversation/Message.ts';
import type { Launch } from './launcher.ts';
import type { OpenedChat } from './library.ts';
import { newAnswer, type Making } from './newMessages.ts';

/** A version of an answer that a person has written, in sight. Nobody is asked. */
export function newEditedAnswer(chat: OpenedChat, from: AssistantMessage, text: string, making: Making): Launch {
  const { modelId } = lastRun(from);
  const launch = newAnswer(chat, from.parentId, { modelId, ids: making.ids.newDraftIds() }, making);
  const { terms: _, ...run } = lastRun(launch.answer);
  const state = { status: 'done', finishReason: 'stop' } as const;
  const reply = { ...run.reply, parts: [{ type: 'text', text } as const], state };
  return { ...launch, answer: { ...launch.answer, edited: true, runs: [{ ...run, reply }] } };
}
