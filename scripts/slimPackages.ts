import { fileURLToPath } from 'node:url';

/**
 * What packages are given in the place of parts that we do not use, or use a piece of: 26 kB less to load before the first reply.
 * Tests run with the same aliases.
 *
 * @see docs/decisions/003-slim-packages.md
 */
export const slimPackages = [
  { find: /^entities$/, replacement: sourceFile('markdown/decodeHTMLStrict.ts') },
  { find: /^uc\.micro$/, replacement: sourceFile('markdown/unicodeClasses.ts') },
  { find: /^(?:linkify-it|punycode\.js|mdurl)$/, replacement: sourceFile('markdown/unusedByMarkdownIt.ts') },
  { find: /^\.\.\/createLucideIcon\.mjs$/, replacement: sourceFile('components/ui/createIcon.tsx') },
];

function sourceFile(path: string): string {
  return fileURLToPath(new URL(`../src/${path}`, import.meta.url));
}
