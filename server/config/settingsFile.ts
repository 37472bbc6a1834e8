import type { BigIntStats } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { ConfigError } from './ConfigError.ts';
import { parseSettings } from './parseSettings.ts';
import type { Settings } from './settingsSchema.ts';

/** What the settings file says now. */
export interface SettingsReading {
  /** The last settings that could be read. */
  readonly settings: Settings;
  /** What is wrong with the file as it is now, as a sentence; the settings are then older than the file. */
  readonly error?: string;
}

/** The settings file. */
export interface SettingsFile {
  /** Where it is, or would be. */
  readonly path: string;
  /**
   * Looks at the file and reads it again if it has changed. Never rejects: a file that cannot be used is the reading's `error`.
   * The same object comes back until something changes, so that callers can compare by identity.
   */
  read(): Promise<SettingsReading>;
}

const NOTHING: SettingsReading = { settings: { providers: [] } };

/**
 * Follows the settings file at `path`. A file that is not there means no settings; when `named` (a person wrote its name), it
 * also is an error.
 *
 * @see docs/spec.md H4
 */
export function createSettingsFile(path: string, { named = false } = {}): SettingsFile {
  let stamp: string | undefined;
  let reading = NOTHING;
  let current: Promise<SettingsReading> | undefined;

  async function look(): Promise<SettingsReading> {
    const next = await stampOf(path);
    if (next === stamp) return reading;
    // Stamped before it is read: a change in between is seen at the next look.
    stamp = next;
    reading = next === MISSING ? missing() : await readingOf(path, reading);
    return reading;
  }

  function missing(): SettingsReading {
    return named ? { ...NOTHING, error: `${basename(path)}: does not exist, but RIVULET_CONFIG names it.` } : NOTHING;
  }

  return {
    path,
    read() {
      current ??= look().finally(() => {
        current = undefined;
      });
      return current;
    },
  };
}

const MISSING = 'missing';

async function stampOf(path: string): Promise<string> {
  try {
    const stats = await stat(path, { bigint: true });
    return identityOf(stats);
  } catch (error) {
    return codeOf(error) === 'ENOENT' ? MISSING : `unreadable ${codeOf(error)}`;
  }
}

/** An editor may keep the size, and may write twice within a tick of the clock or keep the time; it cannot keep all of these. */
function identityOf({ ino, size, mtimeNs, ctimeNs }: BigIntStats): string {
  return [ino, size, mtimeNs, ctimeNs].join(' ');
}

async function readingOf(path: string, last: SettingsReading): Promise<SettingsReading> {
  try {
    return { settings: parseSettings(await readFile(path, 'utf8')) };
  } catch (error) {
    const problem = error instanceof ConfigError ? error.message : `cannot be read (${codeOf(error)}).`;
    return { settings: last.settings, error: `${basename(path)}: ${problem}` };
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
}
