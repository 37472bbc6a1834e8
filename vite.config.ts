import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { msw } from 'msw/vite';
import { defineConfig } from 'vitest/config';
import { compileWords } from './scripts/compileWords.ts';
import { hashTheme } from './scripts/hashTheme.ts';
import { prefetchList } from './scripts/prefetchList.ts';
import { slimKatex } from './scripts/slimKatex.ts';
import { slimMarkdownIt } from './scripts/slimMarkdownIt.ts';
import { slimPackages } from './scripts/slimPackages.ts';
import { serverPlugin } from './scripts/serverPlugin.ts';

const mocked = process.env['VITE_MOCK'] === '1';

/** Vite and the test projects: `*.test.ts` runs in Node, `*.test.tsx` and `*.dom.test.ts` in jsdom. */
export default defineConfig({
  // In mock mode the page is answered by its own service worker and no server code is loaded.
  plugins: [
    react(),
    tailwindcss(),
    compileWords(),
    slimMarkdownIt(),
    slimKatex(),
    prefetchList(),
    hashTheme(),
    msw(),
    ...(mocked ? [] : [serverPlugin()]),
  ],
  resolve: { alias: slimPackages },
  server: {
    host: '127.0.0.1',
    // The log of replies lies there: it is not for whoever asks the dev server, and changes all the time.
    watch: { ignored: ['**/.rivulet/**'] },
    fs: { deny: ['.env', '.env.*', '*.{crt,pem}', '**/.git/**', '**/.rivulet/**'] },
  },
  // Found late, msw would make Vite bundle again and reload the page once.
  ...(mocked ? { optimizeDeps: { include: ['msw', 'msw/browser'] } } : {}),
  build: {
    target: 'baseline-widely-available',
    // What is imported lazily here imports nothing that is not loaded already: there is nothing to fetch ahead.
    modulePreload: false,
    manifest: true,
    sourcemap: false,
    // The content security policy allows no data: scripts, styles or fonts.
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        // What the page begins with is one file: cut up along what its lazy parts share, it would be 2 kB heavier.
        codeSplitting: { groups: [{ name: 'main', test: /\/src\/main\.tsx$/ }] },
      },
    },
  },
  worker: { format: 'es' },
  test: {
    // As in the page, without what scripts/slimPackages.ts and scripts/slimMarkdownIt.ts take away.
    server: { deps: { inline: ['markdown-it', 'lucide-react'] } },
    restoreMocks: true,
    unstubEnvs: true,
    unstubGlobals: true,
    // Vitest leaves one processor free otherwise: on a machine of two that is half.
    maxWorkers: '100%',
    // A process for each file costs half as much time again as a thread.
    pool: 'threads',
    testTimeout: 30_000,
    hookTimeout: 30_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/e2e/**', 'tests/**/*.dom.test.ts'],
          setupFiles: ['tests/setup/quiet.ts', 'tests/setup/network.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'component',
          environment: 'jsdom',
          include: ['tests/**/*.test.tsx', 'tests/**/*.dom.test.ts'],
          exclude: ['tests/e2e/**'],
          setupFiles: ['tests/setup/quiet.ts', 'tests/setup/network.ts', 'tests/setup/dom.ts'],
        },
      },
    ],
  },
});
