import { createRequire } from 'node:module';
import type { Example } from './Example.ts';
import { gfmExamples } from './gfmExamples.ts';

// CommonJS without types.
const { tests } = createRequire(import.meta.url)('commonmark-spec') as {
  tests: readonly { markdown: string; html: string; section: string; number: number }[];
};

/** All examples of CommonMark 0.31.2, and those of the extensions of GFM. The specification writes tabs as arrows. */
export const examples: readonly Example[] = [
  ...tests.map(({ number, section, markdown, html }) => ({
    id: `CommonMark ${number}`,
    section,
    markdown: markdown.replaceAll('→', '\t'),
    html: html.replaceAll('→', '\t'),
  })),
  ...gfmExamples,
];
