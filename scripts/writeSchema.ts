import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectDirectory } from './projectDirectory.ts';
import { settingsJsonSchema } from './settingsJsonSchema.ts';

/** `node scripts/writeSchema.ts`: writes `rivulet.schema.json` anew, after a change of the settings' parser. */
await writeFile(join(projectDirectory, 'rivulet.schema.json'), `${JSON.stringify(settingsJsonSchema(), null, 2)}\n`);
