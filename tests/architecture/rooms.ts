/** What one room of the house may do. The tables here are the floor plan of `docs/architecture.md`, in a form that a test can hold on to. */
export interface Room {
  /** The rooms that it may import, besides itself. */
  mayImport: readonly string[];
  /** The packages that it may import, with `*` for any text; absent: any (see {@link doors}). */
  packages?: readonly string[];
  /** Plain data in, plain data out: no clock, no chance, no waiting. */
  pure?: true;
  /** May hold JSX. */
  jsx?: true;
  /** Names that it must not use, because another room is the door to them. */
  withoutNames?: readonly string[];
}

const network = ['fetch', 'XMLHttpRequest', 'EventSource', 'WebSocket', 'navigator.sendBeacon'];
const disk = ['indexedDB', 'localStorage', 'sessionStorage'];
const everything = [
  'protocol',
  'providers',
  'src/conversation',
  'src/settings',
  'src/words',
  'src/store',
  'src/transport',
  'src/persistence',
  'src/workers',
  'src/search',
  'src/archive',
  'src/session',
  'src/hooks',
  'src/markdown',
  'src/components',
  'server',
  'server/log',
  'models',
  'mocks',
  'bench',
  'scripts',
];

/** Every room, by its directory. A file belongs to the longest directory that it lies in. */
export const rooms: Readonly<Record<string, Room>> = {
  protocol: { mayImport: [], packages: [], pure: true },
  providers: { mayImport: ['protocol'], packages: [], pure: true },
  'src/conversation': { mayImport: ['protocol', 'src/settings'], packages: [], pure: true },
  'src/settings': { mayImport: ['protocol'], packages: [], pure: true },
  'src/words': {
    mayImport: [],
    packages: ['@lingui/core', 'react', 'virtual:words/*'],
    jsx: true,
    withoutNames: [...network, ...disk],
  },
  'src/store': {
    mayImport: ['protocol', 'src/conversation', 'src/settings'],
    packages: ['zustand/vanilla', 'zustand/vanilla/*'],
    pure: true,
  },
  'src/transport': { mayImport: ['protocol'], packages: ['@microsoft/fetch-event-source'], withoutNames: disk },
  'src/persistence': {
    mayImport: ['protocol', 'src/conversation', 'src/settings'],
    packages: ['idb'],
    withoutNames: network,
  },
  'src/workers': { mayImport: [], packages: [], withoutNames: [...network, ...disk] },
  'src/search': {
    mayImport: ['src/conversation', 'src/persistence', 'src/workers'],
    packages: [],
    withoutNames: [...network, ...disk],
  },
  'src/archive': {
    mayImport: ['protocol', 'src/conversation', 'src/settings', 'src/persistence', 'src/workers'],
    packages: ['fflate', '@noble/hashes/*'],
    withoutNames: [...network, ...disk],
  },
  'src/session': {
    mayImport: [
      'protocol',
      'src/archive',
      'src/conversation',
      'src/settings',
      'src/store',
      'src/transport',
      'src/persistence',
      'src/search',
      'src/words',
    ],
    packages: [],
  },
  'src/hooks': {
    mayImport: ['protocol', 'src/conversation', 'src/settings', 'src/store', 'src/session', 'src/search', 'src/words'],
    packages: ['react', 'zustand', 'zustand/*'],
    withoutNames: [...network, 'indexedDB'],
  },
  'src/markdown': {
    mayImport: ['src/workers', 'src/words'],
    packages: [
      'react',
      'react/*',
      'react-dom',
      'markdown-it',
      'markdown-it/*',
      'lucide-react',
      '@shikijs/*',
      'katex',
      'katex/*',
    ],
    jsx: true,
    withoutNames: [...network, ...disk],
  },
  'src/components': {
    mayImport: [
      'protocol',
      'src/conversation',
      'src/settings',
      'src/store',
      'src/search',
      'src/hooks',
      'src/markdown',
      'src/words',
    ],
    packages: ['react', 'react/*', 'react-dom', 'react-dom/client', 'lucide-react', 'virtua', 'diff'],
    jsx: true,
    withoutNames: [...network, ...disk],
  },
  'src/main.tsx': {
    mayImport: everything.filter(
      (room) => room.startsWith('src/') || ['protocol', 'providers', 'mocks'].includes(room),
    ),
    jsx: true,
  },
  server: { mayImport: ['protocol', 'providers', 'server/log', 'models'] },
  'server/log': { mayImport: ['protocol'] },
  models: { mayImport: ['protocol', 'mocks'] },
  mocks: { mayImport: ['protocol', 'providers'], packages: ['msw', 'msw/*', 'virtual:msw'] },
  bench: { mayImport: everything },
  scripts: { mayImport: ['bench', 'server', 'models', 'mocks', 'src/markdown'] },
  examples: { mayImport: everything.filter((room) => room !== 'bench'), jsx: true },
  tests: { mayImport: [...everything, 'src/main.tsx', 'examples'], jsx: true },
};

/** Files that compose the others. Nothing imports them, except what starts them. */
export const compositionRoots: Readonly<Record<string, readonly string[]>> = {
  'src/main.tsx': [],
  'server/main.ts': ['scripts/start.ts'],
};

/** Packages with few doors: only these files may import them (`*` is any text). Tests and benches may import everything. */
export const doors: Readonly<Record<string, readonly string[]>> = {
  '@microsoft/fetch-event-source': ['src/transport/httpTransport.ts'],
  '@noble/hashes': ['src/archive/hashOf.ts'],
  '@playwright/test': ['playwright.config.ts', 'scripts/*'],
  '@shikijs/engine-javascript': ['src/markdown/code/createTokenizer.ts'],
  '@shikijs/langs': ['src/markdown/code/grammars.ts'],
  '@shikijs/primitive': ['src/markdown/code/*.ts'],
  diff: ['src/components/message/compareTexts.ts'],
  'eventsource-parser': ['server/SseInbox.ts'],
  fflate: ['src/archive/openZip.ts', 'src/archive/createZip.ts'],
  idb: ['src/persistence/indexedDb*.ts', 'src/persistence/readRawRows.ts'],
  'lucide-react': ['src/components/*', 'src/markdown/*'],
  'markdown-it': ['src/markdown/*', 'scripts/conformance/*'],
  msw: ['mocks/handlers.ts', 'mocks/node.ts', 'mocks/browser.ts', 'vite.config.ts'],
  'node:http': [
    'server/nodeServer.ts',
    'server/upstream.ts',
    'server/directory/httpGet.ts',
    'models/server.ts',
    'examples/*',
  ],
  'node:https': ['server/upstream.ts', 'server/directory/httpGet.ts'],
  'node:sqlite': ['server/log/sqlite*.ts'],
  react: ['src/hooks/*', 'src/words/Said.tsx', 'src/markdown/*', 'src/components/*', 'src/main.tsx', 'examples/*'],
  'react-dom': ['src/components/*', 'src/markdown/slices/slices.ts', 'src/main.tsx', 'examples/*'],
  'virtual:msw': ['mocks/browser.ts'],
  redis: ['server/log/redis*.ts'],
  virtua: ['src/components/sidebar/LongList.tsx'],
  vitest: ['vite.config.ts'],
  zustand: ['src/store/*', 'src/hooks/*'],
};

/** Names that stand for chance and the clock. Ids and times are passed in. */
export const impureNames = ['Date.now', 'new Date()', 'Math.random', 'crypto', 'performance'];

/** Names with which text becomes markup. */
export const markupNames = ['dangerouslySetInnerHTML', 'innerHTML', 'outerHTML', 'insertAdjacentHTML', 'srcdoc'];

/** The room that a file belongs to, if any. */
export function roomOf(path: string): string | undefined {
  return Object.keys(rooms)
    .filter((room) => path === room || path.startsWith(`${room}/`))
    .toSorted((one, other) => other.length - one.length)[0];
}
