import type { Settings } from '../settings/settings.ts';
import type { RunTerms } from './Message.ts';

/**
 * How a model is asked with these settings; `undefined` when all of it is left to the model.
 *
 * @see docs/spec.md U101
 */
export function runTerms({ instructions, temperature, maxOutputTokens }: Settings): RunTerms | undefined {
  const system = instructions.trim();
  const said = Object.entries({ temperature, maxOutputTokens }).filter(([, text]) => text !== '');
  if (system === '' && said.length === 0) return undefined;
  const params = Object.fromEntries(said.map(([name, text]) => [name, Number(text)]));
  return { ...(system && { system }), params };
}
