import { parseUsage, type Usage } from '../../protocol/events.ts';
import { isRecord } from '../../protocol/parts.ts';

/**
 * The token counts in a chunk, or `undefined` when there are none: at the top, in Groq's `x_groq`, or in the choice.
 *
 * @see docs/spec.md V11
 */
export function readUsage(chunk: Record<string, unknown>, choice: Record<string, unknown>): Usage | undefined {
  const extra = isRecord(chunk['x_groq']) ? chunk['x_groq'] : {};
  const usage = [chunk['usage'], extra['usage'], choice['usage']].find(isRecord);
  if (!usage) return undefined;
  const prompt = isRecord(usage['prompt_tokens_details']) ? usage['prompt_tokens_details'] : {};
  const completion = isRecord(usage['completion_tokens_details']) ? usage['completion_tokens_details'] : {};
  return parseUsage({
    inputTokens: usage['prompt_tokens'],
    outputTokens: usage['completion_tokens'],
    reasoningTokens: completion['reasoning_tokens'],
    cachedInputTokens: prompt['cached_tokens'],
  });
}
