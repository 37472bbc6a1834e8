import { buildPrompt } from './buildPrompt.ts';
import { createSampler } from './createSampler.ts';
import { PROMPT_TOKENS, REPLY_TOKENS, WINDOW_TOKENS } from './limits.ts';
import type { Engine } from './loadEngine.ts';
import type { TinyEvent, TinyRequest } from './TinyModel.ts';

/** What sounds lively and still keeps to the point. */
const DEFAULT_TEMPERATURE = 0.6;

/**
 * Computes one reply, at most one token between two steps, so that whoever drives it can do other things in between or
 * stop for good. A step without an event is `undefined`: a token of the prompt, or one that ends inside a character.
 *
 * @see docs/spec.md Y8, Y10 and Y11
 */
export function* generateReply(engine: Engine, request: TinyRequest): Generator<TinyEvent | undefined, void, void> {
  const { tokenizer, transformer } = engine;
  const { tokens, droppedTurns, newestCut } = buildPrompt(request.messages, tokenizer, PROMPT_TOKENS);
  if (droppedTurns > 0 || newestCut) yield { type: 'notice', droppedTurns, newestCut };

  const cache = transformer.createCache();
  for (const token of tokens.slice(0, -1)) {
    transformer.read(token, cache);
    yield undefined;
  }

  const { temperature = DEFAULT_TEMPERATURE, seed = Math.random() * 2 ** 32, maxTokens = REPLY_TOKENS } = request;
  const choose = createSampler({ temperature, seed });
  const decode = tokenizer.createDecoder();
  const limit = Math.min(maxTokens, WINDOW_TOKENS - tokens.length);
  const end = (finishReason: 'stop' | 'length', completionTokens: number): TinyEvent => ({
    type: 'end',
    finishReason,
    promptTokens: tokens.length,
    completionTokens,
  });

  let token = tokens.at(-1) ?? tokenizer.turnStart;
  for (let count = 0; count < limit; count++) {
    token = choose(transformer.predict(token, cache));
    if (tokenizer.isControl(token)) return yield end('stop', count);
    const text = decode(token);
    yield text === '' ? undefined : { type: 'text', text };
  }
  yield end('length', limit);
}
