import { glob, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { constants, gzipSync } from 'node:zlib';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { build, type InlineConfig } from 'vite';
import { projectDirectory } from '../../scripts/projectDirectory.ts';
import { manifestOf, withImports } from '../firstLoadFiles.ts';
import { sourceOf, type PageName } from './peers.ts';

/** A page that is built and can be served. */
export interface BuiltPage {
  readonly directory: string;
  /** The scripts and style sheets that the page names, as paths inside the directory. */
  readonly scripts: readonly string[];
  readonly styles: readonly string[];
  /** JavaScript, gzip: what is loaded at once, and with everything that may be loaded later. */
  readonly initialBytes: number;
  readonly allBytes: number;
}

/** How to build. */
export interface BuildOptions {
  /** The directory of the Rivulet to be measured. */
  readonly checkout: string;
  /** Keeps the names of Rivulet's functions, for a profile. */
  readonly readable: boolean;
}

/**
 * Builds the page of one renderer with Vite, as its users would; one of a peer only when it is older than its source.
 */
export async function buildPage(name: PageName, { checkout, readable }: BuildOptions): Promise<BuiltPage> {
  const outDir = join(projectDirectory, '.cache', 'bench-render', name);
  const entry = join(import.meta.dirname, 'page', 'peers', sourceOf(name));
  if (isOurs(name) || (await isStale(outDir))) {
    await rm(outDir, { recursive: true, force: true });
    await build(configOf(name, { checkout, readable, outDir, entry }));
  }
  return builtPage(outDir);
}

function isOurs(name: PageName): boolean {
  return name === 'rivulet' || name === 'rivuletApp';
}

interface Places extends BuildOptions {
  readonly outDir: string;
  readonly entry: string;
}

function configOf(name: PageName, { checkout, readable, outDir, entry }: Places): InlineConfig {
  return {
    // Ours is built with the very configuration of the product.
    ...(isOurs(name)
      ? { root: checkout, configFile: join(checkout, 'vite.config.ts') }
      : { root: import.meta.dirname, configFile: false as const, plugins: [react(), tailwindcss()] }),
    base: `/${name}/`,
    logLevel: 'error',
    publicDir: false,
    resolve: {
      // From the root: the page's own files would find the React of the peers.
      dedupe: ['react', 'react-dom'],
      ...(isOurs(name) ? { alias: [{ find: /^rivulet\//, replacement: `${join(checkout, 'src')}/` }] } : {}),
    },
    build: {
      outDir,
      emptyOutDir: true,
      manifest: true,
      modulePreload: false,
      ...(isOurs(name) && readable ? { minify: false } : {}),
      target: 'baseline-widely-available',
      chunkSizeWarningLimit: Infinity,
      rolldownOptions: { input: entry },
    },
  };
}

async function builtPage(directory: string): Promise<BuiltPage> {
  const manifest = await manifestOf(directory);
  const entries = Object.keys(manifest).filter((source) => manifest[source]?.isEntry);
  const chunks = withImports(manifest, entries);
  const scripts = [...new Set(chunks.map(({ file }) => file))];
  const all: string[] = [];
  for await (const file of glob('**/*.js', { cwd: directory })) all.push(file);
  return {
    directory,
    scripts: chunks.filter(({ isEntry }) => isEntry).map(({ file }) => file),
    styles: [...new Set(chunks.flatMap(({ css }) => css))],
    initialBytes: await gzipBytes(directory, scripts),
    allBytes: await gzipBytes(directory, all),
  };
}

async function gzipBytes(directory: string, files: readonly string[]): Promise<number> {
  const contents = await Promise.all(files.map((file) => readFile(join(directory, file))));
  const sizes = contents.map((content) => gzipSync(content, { level: constants.Z_BEST_COMPRESSION }).length);
  return sizes.reduce((sum, size) => sum + size, 0);
}

async function isStale(outDir: string): Promise<boolean> {
  const built = await stat(join(outDir, '.vite', 'manifest.json')).catch(() => undefined);
  if (built === undefined) return true;
  for await (const path of glob(['package-lock.json', 'page/**', 'BenchPage.ts'], { cwd: import.meta.dirname })) {
    if ((await stat(join(import.meta.dirname, path))).mtimeMs > built.mtimeMs) return true;
  }
  return false;
}
