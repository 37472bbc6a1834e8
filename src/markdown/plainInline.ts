import { inlineWords } from './copy/inlineWords.ts';
import { createInlineReader } from './createInlineReader.ts';
import { NO_LABELS, type Labels } from './Labels.ts';

/**
 * The words of a block's text, as they are seen.
 *
 * @param open true while more of it may come
 */
export function plainInline(content: string, open = false, labels: Labels = NO_LABELS): string {
  return createInlineReader().read(content, open, labels).map(inlineWords).join('');
}
