import { delimiter, join } from 'node:path';

/** Where programs would be on the PATH: the first of them in each of its directories, then the next. */
export function onPath(programs: readonly string[]): readonly string[] {
  const directories = (process.env['PATH'] ?? '').split(delimiter).filter((directory) => directory !== '');
  return programs.flatMap((program) => directories.map((directory) => join(directory, program)));
}
