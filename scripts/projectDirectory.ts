import { dirname } from 'node:path';

/** The absolute path of the project, wherever a script was started from. */
export const projectDirectory = dirname(import.meta.dirname);
