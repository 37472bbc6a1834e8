import type { UnreadStorage } from '../../persistence/unreadStorage.ts';
import { keepTabMark, type TabMarkOptions } from './keepTabMark.ts';
import { keepUnread } from './keepUnread.ts';
import type { PageSight } from './pageSight.ts';
import type { TellingOptions } from './startTelling.ts';

/** What a reader is informed by. */
export interface InformOptions extends TellingOptions, Pick<TabMarkOptions, 'tabMark'> {
  readonly sight: PageSight;
  readonly unread: UnreadStorage;
}

/**
 * Lets the reader know of replies that ended while nobody looked: by marks in the list and on the tab, and where the settings say so by what
 * the device shows and a sound.
 *
 * @returns what ends it.
 */
export function informReader(options: InformOptions): () => void {
  const ends = [
    keepUnread({ ...options, storage: options.unread }),
    keepTabMark(options),
    startWhenAsked(options, () => import('./startTelling.ts')),
  ];
  return () => {
    for (const end of ends) end();
  };
}

type Load = () => Promise<{ readonly startTelling: (options: TellingOptions) => () => void }>;

/** Loads what tells, once the settings ask for it. */
function startWhenAsked(options: TellingOptions, load: Load): () => void {
  const { settings } = options;
  let stop: (() => void) | undefined;
  let hasEnded = false;
  let loading: Promise<void> | undefined;
  const look = (): void => {
    const { notify, sound } = settings.getState();
    if (loading || (notify === 'off' && sound === 'off')) return;
    loading = load().then(
      ({ startTelling }) => {
        if (!hasEnded) stop = startTelling(options);
      },
      // What cannot be had now is asked for with the next change of a setting, and on the next visit.
      () => (loading = undefined),
    );
  };
  look();
  const unsubscribe = settings.subscribe(look);
  return () => {
    hasEnded = true;
    unsubscribe();
    stop?.();
  };
}
