import type { PageForms } from './PageForms.ts';

/** How far beyond what is in sight pages are shown, and how far from it they are folded, in heights of the view. */
const NEAR = 1.5;
const FAR = 4;

/** So many pages may stay as they are, however far they are: going back to them costs nothing. */
const KEPT_PAGES = 24;

/**
 * Shows the pages that are in sight and one that is near, and folds those that are far when there are many.
 *
 * @param inner its children are the pages
 * @returns whether another page that is near waits to be shown.
 */
export function lookAtPages(scroller: HTMLElement, inner: HTMLElement, forms: PageForms): 'more' | 'all' {
  const { top, bottom, height } = scroller.getBoundingClientRect();
  const pages = [...inner.children];
  const first = firstBelow(pages, top - height * NEAR);
  const hidden: { readonly page: number; readonly isInSight: boolean }[] = [];
  for (let page = first; page < pages.length; page += 1) {
    const place = pages[page]?.getBoundingClientRect();
    if (place === undefined || place.top > bottom + height * NEAR) break;
    if (forms.of(page) !== 'turns') hidden.push({ page, isInSight: place.bottom >= top && place.top <= bottom });
  }
  const inSight = hidden.filter(({ isInSight }) => isInSight);
  const shown = inSight.length > 0 ? inSight : hidden.slice(-1);
  for (const { page } of shown) forms.set(page, 'turns');
  if (shown.length < hidden.length) return 'more';
  foldFarPages(pages, { top: top - height * FAR, bottom: bottom + height * FAR }, forms);
  return 'all';
}

/** The first page that ends below a line. */
function firstBelow(pages: readonly Element[], line: number): number {
  let [from, to] = [0, pages.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((pages[middle]?.getBoundingClientRect().bottom ?? 0) < line) from = middle + 1;
    else to = middle;
  }
  return from;
}

function foldFarPages(
  pages: readonly Element[],
  near: { readonly top: number; readonly bottom: number },
  forms: PageForms,
) {
  const shown = pages.flatMap((element, page) => (forms.of(page) === 'turns' ? [{ element, page }] : []));
  if (shown.length <= KEPT_PAGES) return;
  for (const { element, page } of shown) {
    const place = element.getBoundingClientRect();
    const isFar = place.bottom < near.top || place.top > near.bottom;
    if (isFar && !isInUse(element)) forms.fold(page, place.height);
  }
}

/** Whether the focus or a part of the selection is in it. */
function isInUse(element: Element): boolean {
  return element.contains(document.activeElement) || getSelection()?.containsNode(element, true) === true;
}
