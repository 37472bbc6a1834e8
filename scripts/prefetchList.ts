import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Plugin, Rolldown } from 'vite';
import { projectDirectory } from './projectDirectory.ts';

/** Grammars that most chats with code need, as their files are called; each of the others is fetched with the first code of its language. */
const COMMON_GRAMMARS = ['css', 'html', 'javascript', 'json', 'python', 'shellscript', 'tsx', 'typescript'];

/** The fonts of most formulas. */
const COMMON_FONTS = ['KaTeX_Main-Regular', 'KaTeX_Math-Italic'];

/**
 * Writes `prefetch.json` beside the built page: the paths of what is fetched while it idles, which is all that is imported lazily
 * except rare grammars and fonts, and languages: the one that is spoken was fetched before.
 *
 * @see docs/spec.md X20
 */
export function prefetchList(): Plugin {
  return {
    name: 'prefetch-list',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const isFirst = new Set(
          Object.values(bundle).flatMap((file) => {
            // An entry that only imports the page's one file is left out of the bundle by Vite.
            if (file.type !== 'chunk' || !(file.isEntry || file.name === 'main')) return [];
            return [file.fileName, ...file.imports, ...(file.viteMetadata?.importedCss ?? [])];
          }),
        );
        const files = Object.keys(bundle).filter((file) => file.startsWith('assets/') && !isFirst.has(file));
        const later = files.filter((file) => isCommon(file) && !isCatalogue(bundle[file])).toSorted();
        this.emitFile({
          type: 'asset',
          fileName: 'prefetch.json',
          source: JSON.stringify(later.map((file) => `/${file}`)),
        });
      },
    },
  };
}

/** Whether a file holds the texts of a language. @see scripts/compileWords.ts */
function isCatalogue(file: Rolldown.OutputAsset | Rolldown.OutputChunk | undefined): boolean {
  return file?.type === 'chunk' && file.facadeModuleId?.includes('virtual:words/') === true;
}

function isCommon(file: string): boolean {
  const name = basename(file).replace(/-[\w-]{8}\.\w+$/, '');
  if (file.endsWith('.woff2')) return COMMON_FONTS.includes(name);
  return !grammars().has(name) || COMMON_GRAMMARS.includes(name);
}

let known: ReadonlySet<string> | undefined;

function grammars(): ReadonlySet<string> {
  const files = join(projectDirectory, 'node_modules', '@shikijs', 'langs', 'dist', '*.mjs');
  known ??= new Set(globSync(files).map((file) => basename(file, '.mjs')));
  return known;
}
