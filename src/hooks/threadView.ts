import type { ThreadView } from './scrollHold.ts';

/** How far below the upper edge a question stands that is at the top, in CSS pixels. */
const SPACE_PX = 16;

/** How a thread lies in its scroll box now. Its pages are the children of `content`. */
export function viewOf(scroller: HTMLElement, content: HTMLElement): ThreadView {
  const { scrollTop, scrollHeight, clientHeight } = scroller;
  const question = lastOf(content, 'article[data-status="sent"]');
  const below = question && question.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
  return {
    top: scrollTop,
    end: scrollHeight - clientHeight,
    question: below === undefined ? undefined : Math.max(0, Math.floor(scrollTop + below - SPACE_PX)),
    answering: lastOf(content, 'article')?.ariaBusy === 'true',
  };
}

/** Makes the content so high that it can be scrolled to a place. */
export function makeRoom(scroller: HTMLElement, content: HTMLElement, top: number): void {
  content.style.minBlockSize = `${top + scroller.clientHeight}px`;
}

/** The last of some turns, if it is on one of the last two pages. */
export function lastOf(content: HTMLElement, selector: string): HTMLElement | undefined {
  const pages = [content.lastElementChild, content.lastElementChild?.previousElementSibling];
  for (const page of pages) {
    const last = [...(page?.querySelectorAll<HTMLElement>(selector) ?? [])].at(-1);
    if (last) return last;
  }
  return undefined;
}
