/** What is selected of the text of one turn. */
export interface SelectedText {
  readonly range: Range;
  readonly turn: HTMLElement;
}

/** What is selected in the page, when it is text of a single turn. The range stays when something else is selected later. */
export function selectedInTurn(): SelectedText | undefined {
  const selection = getSelection();
  if (selection?.rangeCount !== 1 || selection.isCollapsed) return undefined;
  const range = selection.getRangeAt(0).cloneRange();
  const { commonAncestorContainer: inside } = range;
  const element = inside instanceof Element ? inside : inside.parentElement;
  const turn = element?.closest(TEXT)?.closest<HTMLElement>('article[data-status]');
  if (!turn || range.toString().trim() === '') return undefined;
  return { range, turn };
}

/** What was said and what was thought, without the names and buttons around it. */
const TEXT = '[data-reply-body], .md';
