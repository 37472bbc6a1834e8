import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const programs = ['chromium-headless-shell', 'chrome-headless-shell'];

/**
 * The path of a Chromium that is built without windows, or nothing: one on the PATH, unless `CHROMIUM_PATH` says what to take. The same
 * pages take two thirds of the processor time in it. It hides no tab behind another, keeps no page for Back and shows no notification.
 */
export function findHeadlessShell(): string | undefined {
  if (process.env['CHROMIUM_PATH']) return undefined;
  const directories = (process.env['PATH'] ?? '').split(delimiter).filter((directory) => directory !== '');
  return programs.flatMap((program) => directories.map((directory) => join(directory, program))).find(existsSync);
}
