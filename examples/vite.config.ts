import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { startModelServer } from '../models/server.ts';
import { compileWords } from '../scripts/compileWords.ts';

/** The pages of the examples on one origin: `/api` is handed on to a Rivulet, `/v1` to an OpenAI-style endpoint. */
export default defineConfig({
  plugins: [react(), tailwindcss(), compileWords(), endpoint()],
  appType: 'mpa',
  // Not the directory of the page's own dev server, which may run at the same time.
  cacheDir: '../node_modules/.cache/vite-examples',
  server: {
    host: '127.0.0.1',
    proxy: { '/api': process.env['RIVULET_URL'] ?? 'http://127.0.0.1:3210' },
  },
});

/** `MODEL_URL` names the endpoint (`http://127.0.0.1:11434`); without it, the built-in models are started. */
function endpoint(): Plugin {
  return {
    name: 'example-endpoint',
    apply: 'serve',
    async config({ server }) {
      if (server?.proxy?.['/v1'] !== undefined) return undefined;
      const target = process.env['MODEL_URL'] ?? new URL((await startModelServer()).baseUrl).origin;
      return { server: { proxy: { '/v1': target } } };
    },
  };
}
