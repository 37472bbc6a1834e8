import type { ReplyRequest } from '../protocol/requests.ts';
import { faultNames, type FaultName } from './faults.ts';
import type { ReplyOptions } from './ScriptedReply.ts';
import type { Script } from './script.ts';
import { showcaseScript } from './showcaseScript.ts';

/**
 * Answers any question with the showcase, at the pace that it asks for and with the fault that it names: "fault: stall". Add
 * "gone" for a server that cannot be reached after it.
 *
 * @see docs/spec.md K19
 */
export function respondAsShowcase(request: ReplyRequest): { readonly script: Script; readonly options: ReplyOptions } {
  const question = request.messages.at(-1)?.parts.map((part) => (part.type === 'text' ? part.text : '')) ?? [];
  const words = question.join('\n');
  return { script: showcaseScript(words), options: optionsIn(words) };
}

function optionsIn(words: string): ReplyOptions {
  const fault = faultIn(words);
  if (!fault) return {};
  return /\bgone\b/i.test(words) ? { fault, afterwards: 'gone' } : { fault };
}

/** The fault whose name follows "fault:"; of two names that fit, the longer one. */
function faultIn(words: string): FaultName | undefined {
  const named = /\bfault:\s*(.+)/i.exec(words)?.[1]?.toLowerCase() ?? '';
  const byLength = faultNames.toSorted((a, b) => b.length - a.length);
  return byLength.find((name) => named.startsWith(name));
}
