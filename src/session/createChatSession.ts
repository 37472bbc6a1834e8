import type { ReplyId } from '../../protocol/ids.ts';
import { lastRun } from '../conversation/Message.ts';
import { isFinal } from '../conversation/reply.ts';
import type { ConversationRepository } from '../persistence/ConversationRepository.ts';
import { lazyMemoryRepository } from '../persistence/lazyMemoryRepository.ts';
import type { PageRescue } from '../persistence/pageRescue.ts';
import type { SettingsStorage } from '../persistence/settingsStorage.ts';
import { createChatStore, type ChatStore } from '../store/chatStore.ts';
import { createDraftStore } from '../store/draftStore.ts';
import type { SettingsStore } from '../store/settingsStore.ts';
import { systemClock, type Clock } from '../transport/Clock.ts';
import type { ReplyTransport } from '../transport/ReplyTransport.ts';
import { announcementOf } from './announcementOf.ts';
import { createCatalogLoader, noModels, type ModelSource } from './catalogLoader.ts';
import type { ChatSession } from './ChatSession.ts';
import { createChatStorage, LATEST_COUNT, type ChatStorage } from './chatStorage.ts';
import { createConversationActions } from './conversationActions.ts';
import { createDraftKeeper } from './draftKeeper.ts';
import { createBrowserFrames, type Frames } from './frames.ts';
import { goOn } from './goOn.ts';
import { createIds } from './ids.ts';
import { createJournal, type Journal } from './journal.ts';
import { createLauncher } from './launcher.ts';
import { createArchivingLoader, type LoadArchiveWorker } from './createArchivingLoader.ts';
import { createMaking } from './createMaking.ts';
import { createLazySearch, type LazySearchOptions } from './lazySearch.ts';
import { createLibrary } from './library.ts';
import { lazyRemoval } from './lazyRemoval.ts';
import { createLooseReplies } from './looseReplies.ts';
import { newRandomId } from './newRandomId.ts';
import { once } from './once.ts';
import { onPageHide } from './onPageHide.ts';
import { openSettings } from './openSettings.ts';
import { createQueue } from './queue.ts';
import { createReplyRunner } from './replyRunner.ts';
import { settleTitle } from './settleTitle.ts';
import { createStopBox } from './stopBox.ts';
import type { SharedSession, Tabs } from './tabs/Tabs.ts';

/** What a session is made of. Everything but the transport has a default. */
export interface ChatSessionParts {
  readonly transport: ReplyTransport;
  /** Where chats are kept. By default in memory: they end with the page. */
  readonly repository?: ConversationRepository;
  /** By default a new, empty store. */
  readonly store?: ChatStore;
  /** Which models there are. By default none is listed. */
  readonly api?: ModelSource;
  /** Where settings are kept. By default in memory. */
  readonly settingsStorage?: SettingsStorage;
  /** Where what is not stored yet is put when the page goes away before the repository has answered. By default nowhere. */
  readonly rescue?: PageRescue;
  /** By default the browser's. */
  readonly clock?: Clock;
  /** By default the browser's animation frames, or a timer while the page is hidden. */
  readonly frames?: Frames;
  /** Makes ids: 8 to 64 letters, digits, `-` or `_`. By default 22 random characters. */
  readonly newId?: () => string;
  /** Asks the browser to keep what is stored; called once, after the first reply is. */
  readonly askToPersist?: () => Promise<unknown>;
  /** Loads what searches chats outside of the page. By default they are searched by the page itself. */
  readonly loadSearchWorker?: LazySearchOptions['loadWorker'];
  /** Empties the browser of all that is kept beside the repository, when everything is to be removed. By default nothing is. */
  readonly wipeBrowser?: () => Promise<void>;
  /** Loads what reads and writes archives outside of the page. By default the page does it itself. */
  readonly loadArchiveWorker?: LoadArchiveWorker;
  /** Shares the session with the other tabs of the browser. By default the page is alone. */
  readonly joinTabs?: (session: SharedSession) => Tabs;
}

/**
 * A chat interface's life. It begins at once: see `ready`.
 *
 * @see docs/spec.md the family N
 */
export function createChatSession(parts: ChatSessionParts): ChatSession {
  const { settings, stopKeeping } = openSettings(parts.settingsStorage);
  const { store, storage, journal, runner, library, launcher, removal, ...rest } = compose(parts, settings);
  const { actions, tabs, ready, drafts, keeper, stops, refreshModels, search } = rest;
  const queue = createQueue({ ...parts, store, storage, drafts, keeper, settings, actions, stop: runner.stop });
  const leave = (): Promise<unknown> => Promise.all([journal.leave(), keeper.leave(), removal.commit()]);
  const stopListening = onPageHide(() => void leave());
  void refreshModels();
  return {
    store,
    drafts,
    settings,
    ready,
    ...createLooseReplies(runner, store),
    stop: (replyId) => runner.stop(replyId),
    async openConversation(id) {
      const chat = await library.open(id);
      for (const message of chat?.messages.values() ?? []) {
        if (message.role === 'user') continue;
        const { reply } = lastRun(message);
        const isFollowed = isFinal(reply.state) || store.getState().liveReplies.has(reply.replyId);
        if (!isFollowed) (tabs?.show ?? launcher.resume)(message);
      }
      return chat ? 'opened' : 'missing';
    },
    lookAt: (inSight) => store.mark({ inSight }),
    send: (options) => ready.then(() => actions.send(options)),
    regenerate: (messageId, modelId, instruction) => actions.regenerate(messageId, modelId, instruction),
    edit: (messageId, text, modelId) => actions.edit(messageId, text, modelId),
    editAnswer: (messageId, text) => actions.editAnswer(messageId, text),
    branch: (messageId) => actions.branch(messageId),
    retry: (messageId, modelId) => actions.retry(messageId, modelId),
    continue: (messageId) => actions.continue(messageId),
    showVersion: (messageId) => actions.showVersion(messageId),
    showMessage: (conversationId, messageId) => actions.showMessage(conversationId, messageId),
    renameConversation: (id, title) => library.rename(id, title),
    changeChatSettings: (id, changes) => library.set(id, changes),
    deleteConversation: (id) => removal.remove([id]),
    deleteConversations: (ids) => removal.remove(ids),
    fileConversations: (ids, filing) => library.file(ids, filing),
    deleteMessage: (messageId, extent) => removal.removeMessage(messageId, extent),
    undoDelete: () => removal.undo(),
    loadArchiving: createArchivingLoader({ ...parts, store, storage, settings }, parts.loadArchiveWorker),
    queue,
    search,
    refreshModels,
    announce: store.announce,
    async close() {
      stopListening();
      stopKeeping();
      for (const part of [queue, runner, stops]) part.close();
      await leave();
      for (const part of [removal, keeper]) part.close();
      tabs?.leave();
      storage.repository.close();
    },
  };
}

/** The parts of a session, put together. Actions on messages need no `ready`: a message that is in sight was read. */
function compose(parts: ChatSessionParts, settings: SettingsStore) {
  const { transport, store = createChatStore(), clock = systemClock, frames = createBrowserFrames() } = parts;
  const storage = createChatStorage(parts.repository ?? lazyMemoryRepository(), store, clock);
  const journal = createJournal({ store, storage, clock, rescue: parts.rescue?.pieces });
  const askOnce = once(() => {
    // Where its code cannot be had, the next visit asks.
    if (storage.isLasting) parts.askToPersist?.().catch(() => undefined);
  });
  const ids = createIds(parts.newId ?? newRandomId);
  const drafts = createDraftStore();
  const keeper = createDraftKeeper({ drafts, storage, clock, ids, rescue: parts.rescue?.drafts });
  const stops = createStopBox({ transport, storage, clock });
  const runner = createReplyRunner({
    store,
    transport,
    stops,
    clock,
    frames,
    onChanged(address, reply) {
      // An end is written by every tab: who was to write the reply has just left it.
      if (isFinal(reply.state) || (tabs?.writes(reply.replyId) ?? true)) journal.note(address);
      if (!isFinal(reply.state)) return;
      store.announce(announcementOf(reply));
      settleTitle(address.conversationId, store, library);
      // With the first reply there is something to lose.
      void journal.flush().then(askOnce);
    },
  });
  const listed = list({ store, storage, journal });
  const library = createLibrary({ store, storage, listed });
  const launcher = createLauncher({ store, storage, runner });
  const making = createMaking({ ids, clock, store, settings });
  const refreshModels = createCatalogLoader(parts.api ?? noModels, store);
  const keep = (replyId: ReplyId): void => {
    const run = store.getState().liveRuns.get(replyId);
    if (run) journal.note(run);
  };
  const shared = { store, settings, storage, library, launcher, keeper, keep, clock, refreshModels };
  const tabs = parts.joinTabs?.({ ...shared, stop: runner.stop });
  const removal = lazyRemoval({ store, storage, transport, runner, keeper, clock });
  const loading = { storage, library, launcher, keeper, stops, tabs, removal };
  return {
    store,
    storage,
    journal,
    runner,
    library,
    launcher,
    tabs,
    drafts,
    keeper,
    stops,
    refreshModels,
    search: lazySearch(parts, { store, storage }),
    removal,
    actions: createConversationActions({ store, library, launcher, drafts: keeper, making }),
    ready: listed.then(() => goOn(loading)).finally(() => listRest({ store, storage, clock })),
  };
}

function lazySearch(parts: ChatSessionParts, kept: Pick<LazySearchOptions, 'store' | 'storage'>) {
  return createLazySearch({ ...kept, load: () => import('./searching.ts'), loadWorker: parts.loadSearchWorker });
}

interface Listing {
  readonly store: ChatStore;
  readonly storage: ChatStorage;
  readonly journal: Journal;
}

/** Reads the chats that stand first; any chat can then be opened. */
async function list({ store, storage, journal }: Listing): Promise<void> {
  // The first to ask the disk, so that whoever reads a chat reads it with these pieces.
  const whole = journal.load();
  const conversations = await storage.open();
  // Memory has none of them, and a disk that does not answer would hold the list for ever.
  if (storage.isLasting) await whole;
  store.addConversations(conversations);
}

/** How long a page is left alone before all other chats are listed, in milliseconds. */
const REST_MS = 200;

/** Reads the chats that the page did not begin with, once it stands. */
function listRest({ store, storage, clock }: Pick<Listing, 'store' | 'storage'> & { clock: Clock }): void {
  if (store.getState().conversations.size < LATEST_COUNT) return;
  clock.after(REST_MS, () => {
    storage.repository.loadConversations().then(store.addConversations, storage.report);
  });
}
