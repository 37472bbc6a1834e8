import type { Draft, DraftIds, DraftKey } from '../conversation/Draft.ts';
import type { Rescue } from '../persistence/pageRescue.ts';
import type { DraftStore } from '../store/draftStore.ts';
import type { Clock } from '../transport/Clock.ts';
import type { ChatStorage } from './chatStorage.ts';
import type { Ids } from './ids.ts';

/** How far the disk may be behind what is typed, less the time that writing takes, in milliseconds. */
const DELAY_MS = 250;

/** Keeps what was typed and not sent. Nothing in it rejects. */
export interface DraftKeeper {
  /** Puts what is kept into the boxes in which nothing was typed yet. */
  load(): Promise<void>;
  /** Begins to send a text: the ids that it is sent under. They are those of the draft on disk when it has this text. */
  take(key: DraftKey, text: string): DraftIds;
  /** Ends that. The draft that was sent is off the disk already; one that was not is kept again. */
  settle(key: DraftKey, isSent: boolean): void;
  /** Writes what was typed, now. */
  flush(): Promise<void>;
  /** The same for a page that goes away and may not see the end of it. */
  leave(): Promise<void>;
  close(): void;
}

/** What a keeper works with. */
export interface DraftKeeperOptions {
  readonly drafts: DraftStore;
  readonly storage: ChatStorage;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly rescue: Rescue<Draft> | undefined;
}

/**
 * A keeper that follows the drafts from now on. Whenever a text has changed it gets new ids: two tabs may hold one draft, and
 * only what is the same text may be sent as the same question.
 *
 * @see docs/spec.md N23, N24 and N29
 */
export function createDraftKeeper(options: DraftKeeperOptions): DraftKeeper {
  return new Keeper(options);
}

class Keeper implements DraftKeeper {
  readonly #options: DraftKeeperOptions;
  /** The drafts as the disk has them, or will have them when their question is stored. */
  readonly #kept = new Map<DraftKey, Draft>();
  readonly #changed = new Set<DraftKey>();
  readonly #unsubscribe: () => void;
  #cancelTimer: (() => void) | undefined;
  /** What an earlier page could only leave in the rescue, and the disk has not taken yet. */
  #rescued: readonly Draft[];

  constructor(options: DraftKeeperOptions) {
    this.#options = options;
    this.#rescued = options.rescue?.take() ?? [];
    this.#unsubscribe = options.drafts.subscribe((state, before) => {
      for (const key of [...state.keys(), ...before.keys()]) if (state.get(key) !== before.get(key)) this.#note(key);
    });
  }

  async load(): Promise<void> {
    const { drafts, storage } = this.#options;
    try {
      if (this.#rescued.length > 0) await storage.repository.saveDrafts(this.#rescued);
      if (storage.isLasting) this.#rescued = [];
      for (const draft of await storage.repository.loadDrafts()) {
        if (drafts.unsentText(draft.key) !== '') continue;
        this.#kept.set(draft.key, draft);
        drafts.setDraft(draft.key, draft.text);
      }
    } catch (error) {
      storage.report(error);
    }
  }

  take(key: DraftKey, text: string): DraftIds {
    const known = this.#kept.get(key);
    const draft = known?.text === text ? known : { key, text, ids: this.#options.ids.newDraftIds() };
    this.#kept.set(key, draft);
    return draft.ids;
  }

  settle(key: DraftKey, isSent: boolean): void {
    this.#kept.delete(key);
    if (!isSent) this.#note(key);
  }

  async flush(): Promise<void> {
    await this.#write(this.#takeChanged());
  }

  async leave(): Promise<void> {
    const { rescue } = this.#options;
    const written = this.#takeChanged();
    const unsafe = [...this.#rescued, ...written];
    if (unsafe.length > 0) rescue?.put(unsafe);
    // The page may still be here to see that the disk has it all.
    if ((await this.#write(written)) && this.#rescued.length === 0) rescue?.drop(unsafe);
  }

  /** What was typed since it was last written, under new ids. */
  #takeChanged(): readonly Draft[] {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    const { drafts, ids } = this.#options;
    const changed = [...this.#changed]
      .map((key) => ({ key, text: drafts.unsentText(key), ids: ids.newDraftIds() }))
      .filter(({ key, text }) => text !== (this.#kept.get(key)?.text ?? ''));
    this.#changed.clear();
    for (const draft of changed) this.#kept.set(draft.key, draft);
    return changed;
  }

  /** @returns whether the disk has them. */
  async #write(written: readonly Draft[]): Promise<boolean> {
    if (written.length === 0) return true;
    const { storage } = this.#options;
    try {
      await storage.repository.saveDrafts(written);
      return true;
    } catch (error) {
      storage.report(error);
      // The next change, or the end of the page, tries again.
      for (const { key } of written) {
        this.#kept.delete(key);
        this.#changed.add(key);
      }
      return false;
    }
  }

  close(): void {
    this.#cancelTimer?.();
    this.#unsubscribe();
  }

  #note(key: DraftKey): void {
    this.#changed.add(key);
    this.#cancelTimer ??= this.#options.clock.after(DELAY_MS, () => void this.flush());
  }
}
