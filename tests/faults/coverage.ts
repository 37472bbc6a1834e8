/** Where a row of the table about the page and its browser is tried: files and the beginnings of titles. Or why it is not. */
export type Coverage =
  | {
      readonly tests: readonly (readonly [file: string, title: string])[];
      /** What of the promise is not kept yet, and where it belongs. */
      readonly open?: string;
    }
  | { readonly untried: string };

const chaos = ['tests/e2e/chaos.spec.ts', '[Z5] '] as const;

/** Why a row about the wire is no fault of a model server. */
export const NOT_OF_MODELS: Readonly<Record<string, string>> = {
  'out-of-order-ids':
    'Chat Completions does not number its chunks and no model server can say them again: their order is that of the connection.',
};

/** Every row about the page and its browser. */
export const ENV_COVERAGE: Readonly<Record<string, Coverage>> = {
  'kill-tab-mid-stream': {
    tests: [['tests/session/killed.dom.test.ts', '[N10] a page that is killed 250 ms after delta'], chaos],
  },
  'renderer-crash': { tests: [['tests/e2e/faults.spec.ts', '[F4] a page whose renderer crashes']] },
  'kill-browser': { tests: [['tests/e2e/kills.spec.ts', '[X18] a browser that is killed'], chaos] },
  'power-cut': {
    untried:
      'Needs a machine that can be cut off. That a question is written with the durability `strict` is tried (P2, N6), and that a lost tail is read again from the log (N15).',
  },
  'reload-each-k': { tests: [['tests/e2e/refresh.spec.ts', '[X17] a page that is refreshed at every']] },
  'reload-storm': { tests: [['tests/e2e/refresh.spec.ts', '[X17] a page that is reloaded twenty times']] },
  bfcache: { tests: [['tests/e2e/faultsBack.spec.ts', '[F4] a page that is left and come back to']] },
  'offline-before-send': { tests: [['tests/e2e/keeping.spec.ts', '[N28] a question without a connection']] },
  'offline-mid-stream': { tests: [['tests/e2e/faults.spec.ts', '[F4] a line that is gone for']] },
  'offline-flap': { tests: [['tests/e2e/faults.spec.ts', '[F4] a line that flaps']] },
  'server-restart': {
    tests: [
      ['tests/e2e/kills.spec.ts', '[X18] a server that is killed'],
      ['tests/e2e/mending.spec.ts', '[X5] a Rivulet that restarts in mid-stream'],
    ],
  },
  'server-slow-loris': {
    tests: [
      [
        'tests/transport/httpTransport.dom.test.ts',
        '[T9] a silent connection is lost after 30 seconds, and any byte keeps it',
      ],
      ['tests/faults/slowModel.test.ts', '[F4] a model that sends a byte every five seconds'],
    ],
  },
  'hidden-tab': {
    tests: [
      ['tests/e2e/kills.spec.ts', '[X17] a tab that is really hidden'],
      ['tests/chaos/ends.dom.test.ts', '[Z2] a reply that ends in a hidden tab'],
    ],
  },
  freeze: { tests: [['tests/e2e/faults.spec.ts', '[F4] a page that is frozen']] },
  'sleep-wake': {
    tests: [
      ['tests/e2e/faults.spec.ts', '[F4] a machine that slept'],
      ['tests/transport/onWake.dom.test.ts', '[T20] a machine that has slept'],
    ],
  },
  'clock-back': {
    tests: [
      ['tests/session/sending.dom.test.ts', '[N20] a clock that is set back'],
      ['tests/e2e/faults.spec.ts', '[F4] a machine that slept'],
    ],
  },
  'clock-forward-then-back': {
    tests: [['tests/session/sending.dom.test.ts', '[N20] after a clock that was ten years ahead']],
  },
  'quota-localstorage': {
    tests: [
      ['tests/e2e/faultsStorage.spec.ts', '[F4] a full localStorage'],
      ['tests/persistence/settingsStorage.dom.test.ts', '[P9] a browser that refuses storage'],
    ],
    open: 'That a setting was not kept is not said: it comes with the page of settings.',
  },
  'quota-idb': {
    tests: [
      ['tests/e2e/faultsStorage.spec.ts', '[F4] where the quota is reached'],
      ['tests/session/keeping.dom.test.ts', '[N10] what cannot be written is said'],
    ],
    open: 'The refusal is played, because Chromium 156 does not heed `Storage.overrideQuotaForOrigin`.',
  },
  'idb-open-fails': { tests: [['tests/e2e/storage.spec.ts', '[X6] where the browser refuses all storage']] },
  'idb-blocked': {
    tests: [
      ['tests/e2e/faultsStorage.spec.ts', '[F4] an older page that holds the database'],
      ['tests/persistence/indexedDbRepository.test.ts', '[P7] a page that holds the database lets go'],
    ],
  },
  'idb-killed': { tests: [['tests/e2e/faultsStorage.spec.ts', '[F4] a person who clears the data of the site']] },
  evicted: {
    untried: 'A browser that evicts takes every mark with it that could tell. It is asked not to (P19).',
  },
  'two-tabs-same-chat': { tests: [['tests/e2e/faultsTabs.spec.ts', '[F4] two tabs that ask in one chat at once']] },
  'two-tabs-stream': {
    tests: [
      ['tests/e2e/tabs.spec.ts', '[G13] two tabs of one chat'],
      ['tests/session/tabs/replyClaims.dom.test.ts', '[G9] when the tab that follows a reply closes'],
    ],
  },
  'two-tabs-delete': { tests: [['tests/e2e/faultsTabs.spec.ts', '[F4] a chat that one tab deletes']] },
  'two-tabs-draft': {
    tests: [
      ['tests/e2e/faultsTabs.spec.ts', '[F4] two tabs that type'],
      ['tests/session/drafts.dom.test.ts', '[N24] a draft that was changed in one tab'],
    ],
    open: 'Of two drafts in one box the later one is kept; the earlier one is there as long as its tab is.',
  },
  'old-schema': { tests: [['tests/persistence/indexedDbSchema.test.ts', '[P8] rows of version 1']] },
  'future-schema': {
    tests: [
      ['tests/persistence/indexedDbRepository.test.ts', '[P7] chats of a newer version are not touched'],
      ['tests/components/data.test.tsx', '[I6] where the disk is refused'],
    ],
  },
  'corrupt-row': {
    tests: [
      ['tests/persistence/indexedDbRepository.test.ts', '[P3] a row that cannot be read is left out'],
      ['tests/persistence/readRows.test.ts', '[P3] a row of which any one field was lost'],
      ['tests/persistence/indexedDbRepository.test.ts', '[P17] a message of which only the place can be read'],
    ],
  },
  'big-history': { tests: [['tests/e2e/library.spec.ts', '[U63] of 10,000 chats only those in sight']] },
  'import-hostile': {
    tests: [
      ['tests/archive/archive.test.ts', 'is refused in words when it is unknown'],
      ['tests/archive/archive.test.ts', 'has no way out through names, prototypes or sizes'],
    ],
  },
  'stop-races': {
    tests: [
      ['tests/e2e/stop.spec.ts', '[X2] ${way} stops a reply before the first token'],
      ['tests/server/stop.test.ts', '[S10] a stop may be asked for again'],
      ['tests/session/streaming.dom.test.ts', '[N5] a stop of what has ended'],
      chaos,
    ],
  },
  'regenerate-races': {
    tests: [
      ['tests/components/versions.test.tsx', '[U11] while a reply streams there is nothing to regenerate'],
      ['tests/session/sending.dom.test.ts', '[N6] a chat that is deleted %s its question is stored'],
      ['tests/e2e/tabs.spec.ts', '[G12] more chats than a browser has connections'],
      ['tests/e2e/history.spec.ts', '[X12] deleting a chat ends the reply'],
    ],
  },
  'double-send': { tests: [['tests/e2e/stop.spec.ts', '[X3] a double click on Send sends once']] },
  'strict-mode': {
    tests: [['tests/components/faults.test.tsx', '[U14] ends on the page as the table says']],
    open: 'The page itself runs in strict mode, in development and in every test of a component; each counts its calls.',
  },
  hmr: {
    untried:
      'A change of code while the dev server streams is an event of development alone. What it does to a page, to mount it anew or to load it anew, is tried above.',
  },
  'extension-mutation': { tests: [['tests/e2e/faults.spec.ts', '[F4] a translator that wraps every text']] },
  'zoom-fonts-blocked': {
    tests: [
      ['tests/e2e/faults.spec.ts', '[F4] no font is fetched'],
      ['tests/e2e/phone.spec.ts', '[X8] nothing that a reply holds is wider than the phone'],
    ],
  },
  'no-clipboard': {
    tests: [['tests/components/plainHttp.test.tsx', '[U9] [U23] over plain http Copy copies by selection']],
  },
  'insecure-context': { tests: [['tests/e2e/lan.spec.ts', '[X13] over plain http in a LAN']] },
};
