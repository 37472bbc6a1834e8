import { createRequire } from 'node:module';
import type MarkdownIt from 'markdown-it';

/** markdown-it as it was published: loaded by Node and not by Vite, which leaves its renderer out. The types are the same. */
export const WholeMarkdownIt = createRequire(import.meta.url)('markdown-it') as typeof MarkdownIt;
