import type { Draft, DraftKey } from '../conversation/Draft.ts';
import type { ConversationId } from '../conversation/Message.ts';
import { isOfQueueIn } from '../conversation/queue.ts';
import type { DraftKeeperOptions } from './DraftKeeperOptions.ts';
import { createDeletedBoxes, type DeletedChat } from './deletedBoxes.ts';
import type { OpenTakenDraft, TakenDraft } from './TakenDraft.ts';
import type { WrittenDraft } from './WrittenDraft.ts';

/** How far the disk may be behind what is typed, less the time that writing takes, in milliseconds. */
const DELAY_MS = 250;

/** Keeps what was typed and not sent. Nothing in it rejects. */
export interface DraftKeeper {
  /** Puts what is kept into the boxes in which nothing was typed yet. */
  load(): Promise<void>;
  /** Reads the queue of a chat again, which other tabs may have changed. */
  readQueue(conversationId: ConversationId): Promise<void>;
  /** Gives drafts other keys, by those that they have, on disk too. Their ids stay: in another tab they may be sent under the old ones. */
  rename(keys: ReadonlyMap<DraftKey, DraftKey>): void;
  /** Writes what is in the boxes of chats no more, which are deleted now. */
  letGo(chats: readonly DeletedChat[]): void;
  /** Writes it again: those that were are back. */
  keepAgain(conversationIds: readonly ConversationId[]): Promise<void>;
  /** Begins to send a text. What is typed into its box until `settle` is written then. */
  take(key: DraftKey, text: string): TakenDraft;
  /** Ends that. One that was not sent is kept again. */
  settle(key: DraftKey, isSent: boolean): void;
  /** Writes what was typed, now. */
  flush(): Promise<void>;
  /** The same for a page that goes away and may not see the end of it. */
  leave(): Promise<void>;
  close(): void;
}

/**
 * A keeper that follows the drafts from now on. Whenever a text has changed it gets new ids: two tabs may hold one draft, and
 * only what is the same text may be sent as the same question.
 *
 * @see docs/spec.md N23, N24, N29 and N43
 */
export function createDraftKeeper(options: DraftKeeperOptions): DraftKeeper {
  return new Keeper(options);
}

class Keeper implements DraftKeeper {
  readonly #options: DraftKeeperOptions;
  /** The drafts of this tab as the disk has them, or will when what is being written is. Another tab may have written others there. */
  readonly #kept = new Map<DraftKey, Draft>();
  readonly #taken = new Map<DraftKey, OpenTakenDraft>();
  readonly #changed = new Set<DraftKey>();
  /** What the disk has not answered to yet. */
  readonly #writing = new Set<WrittenDraft>();
  /** What the disk has refused: it keeps its ids. */
  readonly #refused = new Map<DraftKey, Draft>();
  /** What has changed during each reading that is under way. */
  readonly #readings = new Set<Set<DraftKey>>();
  readonly #deleted = createDeletedBoxes();
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

  async readQueue(conversationId: ConversationId): Promise<void> {
    const { storage } = this.#options;
    await this.flush();
    /** What changes here while the disk is read: that is newer. */
    const touched = new Set<DraftKey>();
    this.#readings.add(touched);
    try {
      const [chat] = await storage.repository.loadConversations([conversationId]);
      if (chat) await this.keepAgain([conversationId]);
      const stored = await storage.repository.loadDrafts();
      // Where the chat itself is gone from the disk, what waits here is all that is left of it.
      if (chat) this.#takeOver(conversationId, stored, touched);
    } catch (error) {
      storage.report(error);
    } finally {
      this.#readings.delete(touched);
    }
  }

  rename(keys: ReadonlyMap<DraftKey, DraftKey>): void {
    const { drafts } = this.#options;
    const written = [...keys].flatMap(([from, to]): readonly WrittenDraft[] => {
      const draft = this.#draftOf(from, drafts.getState().get(from) ?? '');
      const before = this.#kept.get(from);
      return [
        { draft: { ...(before ?? draft), text: '' }, before },
        { draft: { ...draft, key: to }, before: undefined },
      ];
    });
    for (const { draft } of written) this.#remember(draft);
    drafts.renameDrafts(keys);
    void this.#write(written);
  }

  letGo(chats: readonly DeletedChat[]): void {
    this.#deleted.add(chats);
  }

  async keepAgain(conversationIds: readonly ConversationId[]): Promise<void> {
    const isBack = this.#deleted.take(conversationIds);
    if (!isBack) return;
    const kept = [...this.#kept.values()].filter(({ key }) => isBack(key));
    await Promise.all([this.#write(kept.map((draft) => ({ draft, before: draft }))), this.flush()]);
  }

  take(key: DraftKey, text: string): TakenDraft {
    const taken: OpenTakenDraft = this.#draftOf(key, text);
    this.#taken.set(key, taken);
    const { questionId } = taken.ids;
    return { ids: taken.ids, sentDraft: () => ({ questionId, rest: (taken.rest = this.#restOf(taken)) }) };
  }

  settle(key: DraftKey, isSent: boolean): void {
    const taken = this.#taken.get(key);
    this.#taken.delete(key);
    const before = this.#kept.get(key);
    if (isSent && taken?.rest) this.#remember(taken.rest);
    else if (isSent && before) {
      // Another tab has sent it: it is a question already, whose ids are not for a second one.
      this.#kept.delete(key);
      void this.#write([{ draft: { ...before, text: '' }, before }]);
    }
    const isKept = isSent && (this.#options.drafts.getState().get(key) ?? '') === (this.#kept.get(key)?.text ?? '');
    if (!isKept) this.#note(key);
  }

  async flush(): Promise<void> {
    await this.#write(this.#takeChanged((key) => !this.#taken.has(key)));
  }

  async leave(): Promise<void> {
    const { rescue } = this.#options;
    const written = this.#takeChanged(() => true);
    const writing = [...this.#writing, ...written].filter(({ draft }) => !this.#deleted.hasBox(draft.key));
    const unsafe = [...this.#rescued, ...writing.map(({ draft }) => draft)];
    if (unsafe.length > 0) rescue?.put(unsafe);
    // The page may still be here to see that the disk has it all.
    if ((await this.#write(written)) && this.#rescued.length === 0) rescue?.drop(unsafe);
  }

  close(): void {
    this.#cancelTimer?.();
    this.#unsubscribe();
  }

  /** Has the queue of a chat as the disk has it, but for what this tab is changing. */
  #takeOver(conversationId: ConversationId, stored: readonly Draft[], touched: ReadonlySet<DraftKey>): void {
    const { drafts } = this.#options;
    const isOurs = (key: DraftKey): boolean => touched.has(key) || this.#changed.has(key) || this.#taken.has(key);
    const there = new Map(stored.map((draft) => [draft.key, draft]));
    for (const key of new Set([...drafts.getState().keys(), ...there.keys()])) {
      if (!isOfQueueIn(key, conversationId) || isOurs(key)) continue;
      const draft = there.get(key);
      if (draft) this.#kept.set(key, draft);
      else this.#kept.delete(key);
      drafts.setDraft(key, draft?.text ?? '');
    }
  }

  /** A text of a box as a draft: with the ids of the one on disk, being sent or refused by the disk that has this text, else with new ones. */
  #draftOf(key: DraftKey, text: string): Draft {
    const same = [this.#kept.get(key), this.#taken.get(key), this.#refused.get(key)].find(
      (known) => known?.text === text,
    );
    return { key, text, ids: same?.ids ?? this.#options.ids.newDraftIds() };
  }

  /** What is left in the box of a text that is being sent. */
  #restOf({ key, ids }: Draft): Draft {
    const text = this.#options.drafts.getState().get(key) ?? '';
    return text === '' ? { key, text, ids: this.#kept.get(key)?.ids ?? ids } : this.#draftOf(key, text);
  }

  /** What was typed since it was last written: under new ids, and what was emptied under those that it had. */
  #takeChanged(isDue: (key: DraftKey) => boolean): readonly WrittenDraft[] {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    const written: WrittenDraft[] = [];
    for (const key of [...this.#changed].filter((each) => isDue(each) && !this.#deleted.hasBox(each))) {
      this.#changed.delete(key);
      const before = this.#kept.get(key);
      const text = this.#options.drafts.unsentText(key);
      if (text === (before?.text ?? '')) continue;
      const draft = text === '' && before ? { ...before, text } : this.#draftOf(key, text);
      this.#remember(draft);
      written.push({ draft, before });
    }
    return written;
  }

  #remember(draft: Draft): void {
    if (draft.text === '') this.#kept.delete(draft.key);
    else this.#kept.set(draft.key, draft);
  }

  /** @returns whether the disk has them. */
  async #write(written: readonly WrittenDraft[]): Promise<boolean> {
    if (written.length === 0) return true;
    const { storage } = this.#options;
    for (const each of written) this.#writing.add(each);
    try {
      await storage.repository.saveDrafts(written.map(({ draft }) => draft));
      for (const { draft } of written) this.#refused.delete(draft.key);
      return true;
    } catch (error) {
      storage.report(error);
      // The next change, or the end of the page, tries again.
      for (const { draft, before } of written) {
        this.#remember(before ?? { ...draft, text: '' });
        this.#refused.set(draft.key, draft);
        this.#changed.add(draft.key);
      }
      return false;
    } finally {
      for (const each of written) this.#writing.delete(each);
    }
  }

  #note(key: DraftKey): void {
    this.#changed.add(key);
    for (const touched of this.#readings) touched.add(key);
    this.#cancelTimer ??= this.#options.clock.after(DELAY_MS, () => void this.flush());
  }
}
