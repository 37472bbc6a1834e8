import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { StartError } from '../StartError.ts';

/** A file of the built page, whole in memory. */
export interface StaticFile {
  readonly contentType: string;
  readonly cacheControl: string;
  /** A validator for `If-None-Match`; weak, because it is the same for the compressed forms. */
  readonly etag: string;
  readonly bytes: Uint8Array;
  /** The same compressed, where the build has made it. */
  readonly br?: Uint8Array;
  readonly gzip?: Uint8Array;
}

/** The files of the built page by the path under which they are served; the page itself is `/`. */
export type StaticFiles = ReadonlyMap<string, StaticFile>;

const PAGE = 'index.html';
const NOT_BUILT = 'The page is not built yet. Run "npm start", which builds it.';
const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

/**
 * Reads the built page into memory, so that a request never becomes a path on the disk and a build under way never shows half. Files
 * whose type is unknown and hidden ones (the build's manifest) are left out.
 *
 * @throws {StartError} `not-built` when there is no page in `directory`.
 * @see docs/spec.md H16
 */
export async function readStaticFiles(directory: string): Promise<StaticFiles> {
  const names = await namesIn(directory);
  if (!names.includes(PAGE)) throw new StartError('not-built', NOT_BUILT);
  const entries = await Promise.all(
    names
      .filter(
        (name) => contentTypeOf(name) !== undefined && !name.split('/').some((segment) => segment.startsWith('.')),
      )
      .map(async (name) => [name === PAGE ? '/' : `/${name}`, await readStaticFile(directory, name, names)] as const),
  );
  return new Map(entries);
}

function contentTypeOf(name: string): string | undefined {
  return CONTENT_TYPES[extname(name)];
}

async function namesIn(directory: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(directory, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => relative(directory, join(entry.parentPath, entry.name)).replaceAll(sep, '/'));
  } catch (cause) {
    throw new StartError('not-built', NOT_BUILT, { cause });
  }
}

async function readStaticFile(directory: string, name: string, names: readonly string[]): Promise<StaticFile> {
  const bytes = await readFile(join(directory, name));
  const compressed = async (ending: string): Promise<Uint8Array | undefined> =>
    names.includes(name + ending) ? readFile(join(directory, name + ending)) : undefined;
  const [br, gzip] = await Promise.all([compressed('.br'), compressed('.gz')]);
  return {
    contentType: contentTypeOf(name) ?? 'application/octet-stream',
    // The build puts a hash of the content into the name of everything in assets/.
    cacheControl: name.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    etag: `W/"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`,
    bytes,
    ...(br ? { br } : {}),
    ...(gzip ? { gzip } : {}),
  };
}
