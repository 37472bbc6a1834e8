import type { Clock } from '../mocks/Clock.ts';
import { realClock } from '../mocks/realClock.ts';
import { finish, isContent, type Script } from '../mocks/script.ts';
import { showcaseScript } from '../mocks/showcaseScript.ts';
import type { Usage } from '../protocol/events.ts';
import type { ChatModel, ChatRequest } from './ChatModel.ts';
import { tellScript } from './tellScript.ts';

/**
 * The demo model: one of everything that a reply can hold, at the pace and in the length that the last message asks for
 * ("500 tokens/s, 2000 tokens"). It computes nothing.
 *
 * @see docs/spec.md B4 to B6
 */
export function createShowcase(clock: Clock = realClock): ChatModel {
  return {
    description: 'A scripted tour of everything a reply can hold. Ask for a pace: "500 tokens/s, 2000 tokens".',
    respond: (request, signal) => tellScript(limited(scriptFor(request), request.maxTokens), clock, signal),
  };
}

function scriptFor({ messages }: ChatRequest): Script {
  return showcaseScript(messages.findLast((message) => message.role === 'user')?.content ?? '');
}

/** The script up to a number of tokens, reasoning included. */
function limited(script: Script, maxTokens = Infinity): Script {
  const places = script.flatMap((step, place) => (isContent(step) ? [place] : []));
  const lastPlace = places[maxTokens - 1];
  if (places.length <= maxTokens || lastPlace === undefined) return script;
  const kept = script.slice(0, lastPlace + 1);
  const reasoningTokens = kept.filter((step) => step.type === 'reasoning').length;
  const whole = script.find((step) => step.type === 'finish')?.usage;
  const usage: Usage = { ...whole, outputTokens: maxTokens, reasoningTokens };
  return [...kept, finish('length', usage)];
}
