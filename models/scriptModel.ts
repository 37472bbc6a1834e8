import { answerWith, type FaultName } from '../mocks/faults.ts';
import { send, type Answer } from '../mocks/Answer.ts';
import { chatCompletion, chatFormat } from '../mocks/chatFrames.ts';
import type { PauseStep, Script } from '../mocks/script.ts';
import type { ChatRequest, WireModel } from './ChatModel.ts';

/** How a scripted model behaves. */
export interface ScriptModelOptions {
  /** What goes wrong with every answer. */
  readonly fault?: FaultName;
  /** What happens before the headers are sent: `[wait(500)]`, `[hold(gate)]`. Nothing unless said otherwise. */
  readonly before?: readonly PauseStep[];
}

/**
 * A model that says a script, byte for byte as OpenAI would send it, or with a fault: for tests and benches of what reads models.
 *
 * @param script - the same for every request, or one made for each.
 * @see docs/spec.md B9
 */
export function scriptModel(
  script: Script | ((request: ChatRequest) => Script),
  { fault, before = [] }: ScriptModelOptions = {},
): WireModel {
  return {
    description: 'Says a script.',
    answer(request) {
      const told = typeof script === 'function' ? script(request) : script;
      const identity = { id: 'chatcmpl-script', model: request.model, created: 0 };
      const format = chatFormat({ ...identity, includeUsage: request.includeUsage });
      const answer: Answer =
        request.stream || fault ? answerWith(format, told, fault) : wholeAnswer(chatCompletion(told, identity));
      return answer.type === 'response' ? { ...answer, frames: [...before, ...answer.frames] } : answer;
    },
  };
}

function wholeAnswer(body: string): Answer {
  return {
    type: 'response',
    status: 200,
    headers: { 'content-type': 'application/json' },
    frames: [send(body, 'body')],
  };
}
