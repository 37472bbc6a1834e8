import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { projectDirectory } from './projectDirectory.ts';

const PATH = '/theme.js';

/**
 * Gives `public/theme.js` a hash in its name, as every other script of the built page has: the page waits for it before anything else,
 * and under a name that never changes its meaning the browser need not ask for it on a second visit.
 */
export function hashTheme(): Plugin {
  return {
    name: 'hash-theme',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const page = bundle['index.html'];
        // The benches build pages of their own with this configuration.
        if (page === undefined) return;
        const html = page.type === 'asset' ? String(page.source) : '';
        if (page.type !== 'asset' || !html.includes(`src="${PATH}"`)) throw new Error(`It does not name ${PATH}.`);
        const source = readFileSync(join(projectDirectory, 'public', PATH));
        const script = this.emitFile({ type: 'asset', name: 'theme.js', source });
        page.source = html.replace(`src="${PATH}"`, `src="/${this.getFileName(script)}"`);
      },
    },
  };
}
