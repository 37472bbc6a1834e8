import { glob, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** Smaller files fit into one network packet anyway. */
const leastBytes = 1024;
const compressible = '**/*.{html,js,mjs,css,svg,json,txt,webmanifest,wasm}';

/** Puts a `.br` and a `.gz` beside every file of a directory that compresses, so that the server never compresses while it answers. */
export async function precompress(directory: string): Promise<void> {
  for await (const path of glob(compressible, { cwd: directory })) {
    const file = join(directory, path);
    const content = await readFile(file);
    if (content.length < leastBytes) continue;
    const [br, gz] = await Promise.all([
      promisify(brotliCompress)(content, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: content.length } }),
      promisify(gzip)(content, { level: constants.Z_BEST_COMPRESSION }),
    ]);
    await Promise.all([writeFile(`${file}.br`, br), writeFile(`${file}.gz`, gz)]);
  }
}
