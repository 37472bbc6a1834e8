import type { ReplyRequest, RequestMessage } from '../../protocol/requests.ts';
import { lastRun, type AssistantMessage, type Run } from './Message.ts';
import { pathTo } from './pathTo.ts';
import { promptOf } from './prompt.ts';
import { isRemoved, type MessageMap } from './tree.ts';

/** What a model is told when it is to go on with an answer that ended too early. */
const CONTINUE: RequestMessage = {
  role: 'user',
  parts: [
    {
      type: 'text',
      text: 'Your last message was cut off. Go on with it from exactly where it ended: begin with the very next characters, repeat nothing, and say nothing about this request.',
    },
  ],
};

/**
 * The request of an answer's last run. The same message in the same tree always gives the same request, so that a reload
 * can ask again under the same id.
 *
 * @see docs/spec.md N8, C9, C12 and U101
 */
export function requestFor(messages: MessageMap, message: AssistantMessage): ReplyRequest {
  const run = lastRun(message);
  const { modelId: model, terms: { system, params } = { params: {} } } = run;
  const asked = [...told(system), ...promptOf(pathTo(messages, message.parentId)), ...wish(messages, run)];
  const { replyId } = run.reply;
  if (run.mode === 'answer') return { replyId, model, messages: asked, params };
  const earlier = promptOf([{ ...message, runs: message.runs.slice(0, -1) }]);
  const turns = [...asked, ...earlier, ...(run.prefill ? [] : [CONTINUE])];
  return { replyId, model, messages: turns, params };
}

function told(system: string | undefined): readonly RequestMessage[] {
  return system === undefined ? [] : [{ role: 'system', parts: [{ type: 'text', text: system }] }];
}

/** What is to be different, after the version that it is said of. */
function wish(messages: MessageMap, { instruction, revises }: Run): readonly RequestMessage[] {
  if (instruction === undefined) return [];
  const revised = revises && messages.get(revises);
  const earlier = revised && !isRemoved(revised) ? promptOf([revised]) : [];
  const text = `Answer again, with this change: ${instruction}\nGive the new answer only, and say nothing about this request.`;
  return [...earlier, { role: 'user', parts: [{ type: 'text', text }] }];
}
