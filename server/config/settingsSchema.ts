import * as v from 'valibot';
import { providers } from '../../providers/index.ts';
import { isHeaderValue } from './isHeaderValue.ts';
import { BaseUrlError, parseBaseUrl } from './parseBaseUrl.ts';

/** Ids that the built-in models have; a provider of the settings cannot take them. */
const RESERVED_ID = 'built-in';

const idWords = 'expected a short name of lower-case letters, digits, "-", "_" and ".", such as "groq".';

const id = v.pipe(
  v.string(idWords),
  v.regex(/^[a-z0-9][a-z0-9._-]{0,63}$/, idWords),
  v.check(
    (value) => value !== RESERVED_ID,
    '"built-in" is taken by the models that come with Rivulet; choose another name.',
  ),
  v.description(
    'A short name for this provider. It is the first part of its models\' ids, as in "groq/llama-3.3-70b".',
  ),
);

const label = v.pipe(
  v.string('expected text in quotes.'),
  v.trim(),
  v.nonEmpty('expected a name, or leave it out.'),
  v.description('What the page calls this provider. Its host name unless given.'),
);

const baseUrl = v.pipe(
  v.string('expected an address in quotes, such as "https://api.example.com/v1".'),
  v.description('Where the API lives, such as "https://api.example.com/v1". Without a path, /v1 is added.'),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    try {
      return parseBaseUrl(dataset.value);
    } catch (error) {
      if (!(error instanceof BaseUrlError)) throw error;
      addIssue({ message: error.message });
      return NEVER;
    }
  }),
);

const apiKey = v.pipe(
  v.string('expected the key in quotes.'),
  v.trim(),
  v.check(isHeaderValue, 'expected letters, digits and signs of ASCII without spaces.'),
  v.description('The key. It stays on the server. To keep it out of this file, use apiKeyEnv.'),
);

const apiKeyEnvWords = 'expected the name of an environment variable, such as "GROQ_API_KEY".';

const apiKeyEnv = v.pipe(
  v.string(apiKeyEnvWords),
  v.regex(/^[A-Za-z_][A-Za-z0-9_]*$/, apiKeyEnvWords),
  v.description('The name of an environment variable that holds the key. Read when Rivulet starts.'),
);

const models = v.pipe(
  v.array(
    v.pipe(v.string('expected the name of a model in quotes.'), v.trim(), v.nonEmpty('expected the name of a model.')),
    'expected a list in square brackets, such as ["llama-3.3-70b"].',
  ),
  v.description('Models that come first in the picker. They are there also when the provider does not list them.'),
);

const prefill = v.pipe(
  v.boolean('expected true or false.'),
  v.description(
    'Whether models go on with the beginning of their own turn when it is the last message. Continue then needs no words.',
  ),
);

const dialects = Object.keys(providers);
const dialectWords = dialects.map((name) => `"${name}"`).join(' or ');

const providerSettings = v.strictObject({
  id,
  label: v.optional(label),
  dialect: v.optional(
    v.pipe(v.picklist(dialects, `expected ${dialectWords}.`), v.description('How the provider speaks.')),
    'openai-chat',
  ),
  baseUrl,
  apiKey: v.optional(apiKey),
  apiKeyEnv: v.optional(apiKeyEnv),
  models: v.optional(models, []),
  prefill: v.optional(prefill, false),
});

const minutesWords = 'expected a number of minutes above 0 and up to 10080, or leave it out.';

const stopWithoutViewersAfterMinutes = v.pipe(
  v.number(minutesWords),
  v.gtValue(0, minutesWords),
  v.maxValue(10_080, minutesWords),
  v.description(
    'Stops a reply that nobody has watched for this many minutes. Unless given, a reply goes on until it is finished.',
  ),
);

/**
 * The settings file, `rivulet.config.json`. Its messages are words that can follow a path in the file; none of them repeats a value.
 *
 * @see docs/spec.md H3
 */
export const settingsSchema = v.strictObject({
  $schema: v.optional(v.string('expected the place of the JSON Schema in quotes.')),
  providers: v.optional(v.array(providerSettings, 'expected a list in square brackets.'), []),
  stopWithoutViewersAfterMinutes: v.optional(stopWithoutViewersAfterMinutes),
});

/** The settings file, parsed. */
export type Settings = v.InferOutput<typeof settingsSchema>;

/** One provider of the settings file. */
export type ProviderSettings = Settings['providers'][number];

/** The settings that an object may have, for the message about one that it may not. */
export const settingNames = {
  file: Object.keys(settingsSchema.entries),
  provider: Object.keys(providerSettings.entries),
} as const;
