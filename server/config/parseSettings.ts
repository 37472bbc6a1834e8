import * as v from 'valibot';
import { ConfigError } from './ConfigError.ts';
import { settingNames, settingsSchema, type Settings } from './settingsSchema.ts';

const NO_OBJECT = 'expected an object in braces.';

type SettingsIssue = v.InferIssue<typeof settingsSchema>;

/**
 * The settings in a file's text.
 *
 * @throws {ConfigError} with the path in the file and what is expected there; never repeats a value, which may be a key.
 * @see docs/spec.md H3
 */
export function parseSettings(text: string): Settings {
  const value = parseText(text);
  // To the schema a list is an object too.
  if (Array.isArray(value)) throw new ConfigError('', NO_OBJECT);
  const result = v.safeParse(settingsSchema, value, { abortPipeEarly: true });
  if (!result.success) throw errorOf(result.issues[0]);
  refuseContradictions(result.output);
  return result.output;
}

function parseText(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new ConfigError('', jsonProblem(error.message));
  }
}

/** The engine's message may quote the file, keys included; only its form with a position is free of it. */
function jsonProblem(message: string): string {
  const place = /\(line (\d+) column (\d+)\)$/.exec(message);
  const where = place ? ` (line ${place[1]}, column ${place[2]})` : '';
  return `not valid JSON${where}. Names and texts need double quotes; comments and a comma after the last entry are not allowed.`;
}

function errorOf(issue: SettingsIssue): ConfigError {
  return new ConfigError(pathOf(issue), problemOf(issue));
}

/** A path as a person writes it: `providers[0].baseUrl`. */
function pathOf(issue: SettingsIssue): string {
  const keys = issue.path?.map(({ key }) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)) ?? [];
  return keys.join('').replace(/^\./, '');
}

function problemOf(issue: SettingsIssue): string {
  if (issue.type !== 'strict_object') return issue.message;
  if (issue.expected === 'Object') return NO_OBJECT;
  if (issue.expected !== 'never') return 'is missing.';
  const known = issue.path?.length === 1 ? settingNames.file : settingNames.provider;
  return `is not a setting. There are ${known.join(', ')}.`;
}

function refuseContradictions({ providers }: Settings): void {
  for (const [index, provider] of providers.entries()) {
    if (provider.apiKey !== undefined && provider.apiKeyEnv !== undefined) {
      throw new ConfigError(`providers[${index}]`, 'has both apiKey and apiKeyEnv; keep one of them.');
    }
    if (providers.findIndex(({ id }) => id === provider.id) < index) {
      throw new ConfigError(`providers[${index}].id`, 'is used twice; every provider needs its own.');
    }
  }
}
