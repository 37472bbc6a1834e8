import { findTerms } from '../../search/findTerms.ts';
import { foldText } from '../../search/foldText.ts';

const ALL = 'found';
const CURRENT = 'found-current';

/** What opens what was thought. */
const TOGGLES = 'button[aria-controls]';

/** Opens what was thought, which is drawn in the next frame. */
export function openThoughts(turn: HTMLElement): void {
  for (const toggle of turn.querySelectorAll<HTMLElement>(`${TOGGLES}[aria-expanded=false]`)) toggle.click();
}

/**
 * Marks where words stand in a turn as it is drawn, and brings the place of a number into sight. The marks are the browser's own
 * highlights: no element of the reply is touched.
 *
 * @see https://drafts.csswg.org/css-highlight-api-1/
 */
export function highlightIn(turn: HTMLElement, typed: string, index: number): void {
  const ranges = rangesOf(turn, typed);
  // Marks of Markdown may keep a place of the text from being one of the page.
  const current = ranges[Math.min(index, ranges.length - 1)];
  if (!current) return turn.scrollIntoView({ block: 'start' });
  current.startContainer.parentElement?.scrollIntoView({ block: 'center' });
  if (!('highlights' in CSS)) return;
  if (!sheet) document.adoptedStyleSheets.push((sheet = highlightStyles()));
  CSS.highlights.set(ALL, new Highlight(...ranges));
  CSS.highlights.set(CURRENT, new Highlight(current));
}

let sheet: CSSStyleSheet | undefined;

/** Not in the page's style sheet: they come with this code, and what minifies styles does not know them yet. */
function highlightStyles(): CSSStyleSheet {
  const styles = new CSSStyleSheet();
  styles.replaceSync(
    `::highlight(${ALL}) { background: var(--mark) } ::highlight(${CURRENT}) { background: var(--mark-current); color: var(--text-1) }`,
  );
  return styles;
}

/** Takes all marks away. */
export function clearHighlights(): void {
  if (!('highlights' in CSS)) return;
  CSS.highlights.delete(ALL);
  CSS.highlights.delete(CURRENT);
}

function rangesOf(turn: HTMLElement, typed: string): readonly Range[] {
  const nodes: { readonly node: Text; readonly from: number }[] = [];
  let text = '';
  let lastBlock: Element | null | undefined;
  for (const node of textsOf(turn)) {
    const block = node.parentElement?.closest(BLOCKS);
    // No word goes on in the next paragraph.
    if (block !== lastBlock) text += '\n';
    lastBlock = block;
    nodes.push({ node, from: text.length });
    text += node.data;
  }
  return findTerms(text, [foldText(typed)]).flatMap(({ start, end }) => {
    const first = nodes.findLast(({ from }) => from <= start);
    const last = nodes.findLast(({ from }) => from < end);
    if (!first || !last) return [];
    const range = document.createRange();
    range.setStart(first.node, start - first.from);
    range.setEnd(last.node, end - last.from);
    return range;
  });
}

const BLOCKS = 'p, li, h1, h2, h3, h4, h5, h6, td, th, pre, blockquote, div';

/** The texts of what was thought, where it is open, and then of what was said. */
function* textsOf(turn: HTMLElement): Generator<Text> {
  const toggles = [...turn.querySelectorAll(TOGGLES)];
  const thoughts = toggles.map((toggle) => document.getElementById(toggle.getAttribute('aria-controls') ?? ''));
  for (const root of [...thoughts, turn.querySelector('[data-reply-body]')]) {
    if (!root) continue;
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) if (walker.currentNode instanceof Text) yield walker.currentNode;
  }
}
