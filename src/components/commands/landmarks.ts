import { focusTurn, isInSight } from '../conversation/focusTurn.ts';

/** A part of the page that F6 leads to: where it is, and what takes the focus there, the first that is there. */
interface Landmark {
  readonly root: string;
  readonly stops: readonly string[];
}

/** In the order of the page. */
const LANDMARKS: readonly Landmark[] = [
  { root: 'aside', stops: ['nav a[aria-current]', 'nav a', 'nav'] },
  { root: '[data-message-count]', stops: ['article[data-status][tabindex="0"]', '[data-page]:last-child article'] },
  { root: '[data-chat] [role=form]', stops: ['textarea'] },
];

/**
 * Gives the focus to the next part of the page, or the one before; behind the last the first follows.
 *
 * @see docs/spec.md U72
 */
export function goToLandmark(to: 'next' | 'previous'): void {
  const here = document.activeElement ?? document.body;
  const roots = LANDMARKS.flatMap(({ root, stops }) => {
    const element = document.querySelector(root);
    const stop = element && stops.map((selector) => element.querySelector<HTMLElement>(selector)).find(Boolean);
    return element && stop ? [{ element, stop }] : [];
  });
  const isFollowing = ({ element }: { element: Element }) =>
    (here.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
  const isAbove = ({ element }: { element: Element }) => !isFollowing({ element }) && !element.contains(here);
  const next = to === 'next' ? (roots.find(isFollowing) ?? roots[0]) : (roots.findLast(isAbove) ?? roots.at(-1));
  if (next?.stop.matches('article')) focusTurn(next.stop, { scroll: !isInSight(next.stop) });
  else next?.stop.focus();
}
