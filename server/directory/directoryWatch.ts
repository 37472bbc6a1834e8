import type { SettingsReading } from '../config/settingsFile.ts';
import type { Timers } from '../Timers.ts';
import type { FoundEngine } from './findEngines.ts';
import { createPoller } from './poller.ts';

/** What can change without a request: the settings file and the engines on this machine. */
export interface DirectoryView {
  readonly reading: SettingsReading;
  readonly found: readonly FoundEngine[];
}

/** What a watch is made from. */
export interface DirectoryWatchOptions {
  readonly timers: Timers;
  /** How long it waits from one look to the next, in milliseconds. */
  readonly periodMs: number;
  /** Must not reject. */
  readonly look: () => Promise<DirectoryView>;
  /** Called before the listeners when a look of the watch's own finds a change. */
  readonly onStale: () => void;
}

/** Compares views, and looks by itself while someone listens. */
export interface DirectoryWatch {
  /** Takes note of a view, and calls the listeners if it differs from the one before. */
  saw(view: DirectoryView): void;
  /** @returns a function that ends it. */
  listen(listener: () => void): () => void;
  close(): void;
}

/**
 * A watch over the settings file and the engines.
 *
 * @see docs/spec.md H11
 */
export function createDirectoryWatch({ timers, periodMs, look, onStale }: DirectoryWatchOptions): DirectoryWatch {
  const listeners = new Set<() => void>();
  let last: DirectoryView | undefined;

  const differs = (view: DirectoryView): boolean =>
    last !== undefined && (last.reading !== view.reading || namesOf(last) !== namesOf(view));

  function note(view: DirectoryView, changed: boolean): void {
    last = view;
    if (!changed) return;
    for (const listener of listeners) listener();
  }

  const poller = createPoller(
    async () => {
      const view = await look();
      const changed = differs(view);
      if (changed) onStale();
      note(view, changed);
    },
    periodMs,
    timers,
  );

  return {
    saw: (view) => note(view, differs(view)),
    listen(listener) {
      listeners.add(listener);
      poller.start();
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) poller.stop();
      };
    },
    close() {
      listeners.clear();
      poller.stop();
    },
  };
}

function namesOf({ found }: DirectoryView): string {
  return JSON.stringify(found.map(({ upstream, listing }) => [upstream.id, listing.models.map(({ name }) => name)]));
}
