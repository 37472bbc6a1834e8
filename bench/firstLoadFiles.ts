import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';

/** Vite's manifest. @see https://vite.dev/guide/backend-integration */
const manifestSchema = v.record(
  v.string(),
  v.object({
    file: v.string(),
    isEntry: v.optional(v.boolean(), false),
    imports: v.optional(v.array(v.string()), []),
    css: v.optional(v.array(v.string()), []),
  }),
);

/** What {@link manifestSchema} reads. */
export type Manifest = v.InferOutput<typeof manifestSchema>;

/** What the browser fetches before the first reply is drawn, as paths inside the built page. */
export interface FirstLoadFiles {
  scripts: readonly string[];
  styles: readonly string[];
}

/**
 * Lists the scripts and style sheets of the first load: those that the page names, what they import statically, and what the page imports
 * lazily but at once.
 * @param fetchedAtStart the latter: sources (`src/markdown/math.ts`) or, for workers, patterns of built files (`assets/worker-*.js`)
 * @throws {Error} when the page is not built, or when an entry of `fetchedAtStart` matches nothing: the list would lie.
 */
export async function firstLoadFiles(
  pageDirectory: string,
  fetchedAtStart: readonly string[],
): Promise<FirstLoadFiles> {
  const manifest = await manifestOf(pageDirectory);
  const html = await readFile(join(pageDirectory, 'index.html'), 'utf8');
  const entries = Object.keys(manifest).filter((source) => manifest[source]?.isEntry);
  const chunks = withImports(manifest, [...entries, ...fetchedAtStart.filter((source) => source in manifest)]);
  const patterns = fetchedAtStart.filter((source) => !(source in manifest));
  const matches = await Promise.all(patterns.map((pattern) => matchesOf(pageDirectory, pattern)));
  const scripts = [
    ...chunks.map(({ file }) => file),
    ...linksOf(html, /<script[^>]+src="\/([^"]+)"/g),
    ...matches.flat(),
  ];
  const styles = [...chunks.flatMap(({ css }) => css), ...linksOf(html, /<link[^>]+href="\/([^"]+\.css)"/g)];
  return { scripts: [...new Set(scripts)], styles: [...new Set(styles)] };
}

/** The manifest of a page that Vite has built. @throws {Error} when the page is not built. */
export async function manifestOf(pageDirectory: string): Promise<Manifest> {
  return v.parse(manifestSchema, JSON.parse(await readFile(join(pageDirectory, '.vite', 'manifest.json'), 'utf8')));
}

/** The chunks of some sources and of everything that they import statically. */
export function withImports(manifest: Manifest, sources: readonly string[]): Manifest[string][] {
  const seen = new Set(sources);
  // A set also visits what is added while it is walked.
  for (const source of seen) {
    for (const imported of manifest[source]?.imports ?? []) seen.add(imported);
  }
  return [...seen].flatMap((source) => manifest[source] ?? []);
}

async function matchesOf(directory: string, pattern: string): Promise<string[]> {
  const files: string[] = [];
  for await (const file of glob(pattern, { cwd: directory })) files.push(file);
  if (files.length === 0) throw new Error(`bench/budgets.json names ${pattern}, which the built page does not have.`);
  return files;
}

function linksOf(html: string, link: RegExp): string[] {
  return [...html.matchAll(link)].flatMap(([, path]) => path ?? []);
}
