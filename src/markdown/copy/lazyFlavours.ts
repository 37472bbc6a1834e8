import type * as flavoursModule from './flavours.ts';
import type { Flavours } from './flavours.ts';

type Writers = typeof flavoursModule;

let loaded: Writers | undefined;

/** What writes flavours, if that is loaded already: an event of the clipboard does not wait. */
export function loadedWriters(): Writers | undefined {
  return loaded;
}

/** Fetches what writes flavours. Rejects when it cannot be had. */
export async function loadWriters(): Promise<Writers> {
  loaded ??= await import('./flavours.ts');
  return loaded;
}

/**
 * Flavours, at once if what writes them is loaded: without the clipboard API a copy is allowed only while a press is handled.
 * @param text what there is without them, if anything
 */
export function flavours(
  write: (writers: Writers) => Flavours,
  text?: string,
): Flavours | Promise<Flavours | Pick<Flavours, 'text/plain'>> {
  if (loaded !== undefined) return write(loaded);
  return loadWriters().then(write, (error: unknown) => {
    if (text === undefined) throw error;
    return { 'text/plain': text };
  });
}
