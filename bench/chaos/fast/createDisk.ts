import 'fake-indexeddb/auto';
import { createIndexedDbRepository } from '../../../src/persistence/indexedDbRepository.ts';
import type { ConversationRepository } from '../../../src/persistence/ConversationRepository.ts';
import type { Deletions } from '../../../src/persistence/Deletions.ts';
import { createMemoryRepository } from '../../../src/persistence/memoryRepository.ts';
import type { Chance } from '../createChance.ts';
import type { Life } from './createLife.ts';
import type { World } from './createWorld.ts';

/** The disk of a browser. */
export interface Disk {
  /** What a page reads and writes through. A write that was begun when the page dies is done or lost. */
  openFor(page: Life): ConversationRepository;
  /** What is there, for the judge. */
  readonly repository: ConversationRepository;
  close(): Promise<void>;
}

/** The longest that a read or a write takes, in milliseconds. */
const LONGEST_MS = 6;

/** How long what a dead page has begun may still take, in milliseconds. */
const AFTERLIFE_MS = 1000;

/** An empty disk: in memory, or in IndexedDB under a name. */
export function createDisk(world: World, chance: Chance, name: string | undefined): Disk {
  const open = (): ConversationRepository => (name === undefined ? shared : createIndexedDbRepository({ name }));
  const shared = createMemoryRepository();
  const repository = open();
  return {
    repository,
    openFor(page) {
      const own = open();
      page.signal.addEventListener('abort', () => void world.after(AFTERLIFE_MS, () => own.close()));
      return slowly(own, { page, world, chance });
    },
    async close() {
      repository.close();
      if (name !== undefined) indexedDB.deleteDatabase(name);
    },
  };
}

/** The same repository, but each call takes its time, one after the other, and the end of the page may come before. */
function slowly(
  repository: ConversationRepository,
  { page, world, chance }: { page: Life; world: World; chance: Chance },
): ConversationRepository {
  let last: Promise<unknown> = Promise.resolve();
  const call: Call = <T>(work: () => Promise<T>): Promise<T> => {
    if (page.isOver) return new Promise(() => undefined);
    const turn = last
      .then(() => world.sleep(chance.between(0, LONGEST_MS)))
      .then(() => (page.isOver && chance.happens(0.5) ? new Promise<T>(() => undefined) : world.hold(work())));
    last = turn.catch(() => undefined);
    return page.bound(turn);
  };
  return {
    loadConversations: (which) => call(() => repository.loadConversations(which)),
    loadMessages: (id) => call(() => repository.loadMessages(id)),
    loadUnfinished: () => call(() => repository.loadUnfinished()),
    save: (change, durability) => call(() => repository.save(change, durability)),
    stage: (messages, attachments) => call(() => repository.stage(messages, attachments)),
    saveStaged: (change) => call(() => repository.saveStaged(change)),
    removeStaged: (which) => call(() => repository.removeStaged(which)),
    loadAttachments: (hashes) => call(() => repository.loadAttachments(hashes)),
    countAttachments: () => call(() => repository.countAttachments()),
    removeLooseAttachments: () => call(() => repository.removeLooseAttachments()),
    append: (chunks) => call(() => repository.append(chunks)),
    deleteConversation: (...ids) => call(() => repository.deleteConversation(...ids)),
    deletions: async (onWritten) => deletingSlowly(await call(() => repository.deletions(onWritten)), call),
    countDeletions: () => call(() => repository.countDeletions()),
    loadDrafts: () => call(() => repository.loadDrafts()),
    saveDrafts: (drafts) => call(() => repository.saveDrafts(drafts)),
    loadStops: () => call(() => repository.loadStops()),
    setStop: (replyId, isOpen) => call(() => repository.setStop(replyId, isOpen)),
    close: () => repository.close(),
  };
}

type Call = <T>(work: () => Promise<T>) => Promise<T>;

function deletingSlowly(deletions: Deletions, call: Call): Deletions {
  return {
    async takeChats(ids, note) {
      const taken = await call(() => deletions.takeChats(ids, note));
      return { ...taken, putBack: () => call(() => taken.putBack()) };
    },
    async removeMessages(messages, note) {
      const removed = await call(() => deletions.removeMessages(messages, note));
      return { bringBack: (back) => call(() => removed.bringBack(back)) };
    },
    load: () => call(() => deletions.load()),
    end: (id) => call(() => deletions.end(id)),
    keepDue: (id, replyIds) => call(() => deletions.keepDue(id, replyIds)),
  };
}
