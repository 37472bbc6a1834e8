import { toJsonSchema } from '@valibot/to-json-schema';
import { settingsSchema } from '../server/config/settingsSchema.ts';

/** The JSON Schema of the settings file, for editors: what the parser takes, apart from checks that a schema cannot express. */
export function settingsJsonSchema(): object {
  return {
    ...toJsonSchema(settingsSchema, { typeMode: 'input', errorMode: 'ignore' }),
    title: 'Settings of Rivulet (rivulet.config.json)',
  };
}
