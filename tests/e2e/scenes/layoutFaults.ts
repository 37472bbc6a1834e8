import type { Page } from '@playwright/test';

/**
 * What is wrong with how a page is laid out, in words: it or a box in it scrolls sideways that should not, text is cut off and no ellipsis says
 * so, a control lies over another or under something.
 *
 * @see docs/spec.md U121
 */
export function layoutFaults(page: Page): Promise<string[]> {
  return page.evaluate(findFaults);
}

/** Runs in the page. */
function findFaults(): string[] {
  const CONTROLS = 'button, a[href], input, select, textarea, summary, [role=option], [role=menuitem]';
  /** What may scroll sideways by itself. */
  const WIDE = 'pre, textarea, .katex-display, [role=region]:not([data-message-count])';
  const faults: string[] = [];
  // What lies under something that is open is not reached.
  const root =
    [...document.querySelectorAll('dialog:modal')].at(-1) ??
    document.querySelector('[data-layer-open], .skip:focus') ??
    document.body;

  const named = (element: Element): string => {
    const name = element.getAttribute('aria-label') ?? element.textContent.trim();
    return `<${element.localName}> ${(name || element.outerHTML).slice(0, 60)}`;
  };
  const isSeen = (element: Element): boolean =>
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
    element.closest('.sr-only, .skip:not(:focus), [inert], .katex-mathml') === null;
  const ancestors = (element: Element): Element[] => {
    const found: Element[] = [];
    for (let at = element.parentElement; at; at = at.parentElement) found.push(at);
    return found;
  };
  const clips = (value: string): boolean => value !== 'visible';

  /** What of a box its ancestors leave of it. */
  const inSight = (element: Element): DOMRect => {
    const box = element.getBoundingClientRect();
    let [left, top, right, bottom] = [box.left, box.top, box.right, box.bottom];
    for (const around of ancestors(element)) {
      const style = getComputedStyle(around);
      if (!clips(style.overflowX) && !clips(style.overflowY)) continue;
      const frame = around.getBoundingClientRect();
      [left, right] = [Math.max(left, frame.left), Math.min(right, frame.right)];
      [top, bottom] = [Math.max(top, frame.top), Math.min(bottom, frame.bottom)];
    }
    return new DOMRect(left, top, Math.max(0, right - left), Math.max(0, bottom - top));
  };

  const checkSideways = (): void => {
    const page = document.documentElement;
    if (page.scrollWidth > page.clientWidth) faults.push(`the page is ${page.scrollWidth} px wide`);
    for (const box of root.querySelectorAll('*')) {
      const { overflowX } = getComputedStyle(box);
      const scrolls = overflowX === 'auto' || overflowX === 'scroll';
      if (!scrolls || box.closest(WIDE) !== null || !isSeen(box)) continue;
      if (box.scrollWidth > box.clientWidth + 1) faults.push(`scrolls sideways: ${named(box)}`);
    }
  };

  const sticksOut = (box: DOMRect, frame: DOMRect, way: 'across' | 'down'): boolean =>
    way === 'across'
      ? box.left < frame.left - 1 || box.right > frame.right + 1
      : box.top < frame.top - 2 || box.bottom > frame.bottom + 2;

  /** The box that cuts a text off at its side or below, without a word of it. */
  const cutBy = (text: Text, box: DOMRect): string | undefined => {
    const parent = text.parentElement;
    if (!parent) return undefined;
    for (const around of [parent, ...ancestors(parent)]) {
      const style = getComputedStyle(around);
      if (style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none') return undefined;
      if (/auto|scroll/.test(style.overflow)) return undefined;
      const frame = around.getBoundingClientRect();
      if (clips(style.overflowX) && sticksOut(box, frame, 'across')) return `cut at its side by ${named(around)}`;
      if (clips(style.overflowY) && sticksOut(box, frame, 'down')) return `cut below by ${named(around)}`;
    }
    return box.left < -1 || box.right > innerWidth + 1 ? 'out of the page' : undefined;
  };
  const checkTexts = (): void => {
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      if (!(text instanceof Text) || text.data.trim() === '' || !text.parentElement) continue;
      if (!isSeen(text.parentElement) || text.parentElement.closest('option, textarea') !== null) continue;
      const range = document.createRange();
      range.selectNodeContents(text);
      const cut = cutBy(text, range.getBoundingClientRect());
      if (cut !== undefined) faults.push(`“${text.data.slice(0, 40)}” is ${cut}`);
    }
  };

  /** Whether something lies over what can be scrolled from under it. */
  const floatsOver = (upper: Element, lower: Element): boolean => {
    const scroller = ancestors(lower).find((box) => /auto|scroll/.test(getComputedStyle(box).overflowY));
    const isSticky = [upper, ...ancestors(upper)].some((box) => getComputedStyle(box).position === 'sticky');
    return scroller !== undefined && (isSticky || !scroller.contains(upper));
  };
  const isWithin = (one: Element, other: Element): boolean => one.contains(other) || other.contains(one);
  /** Whether a button stands in a field. */
  const isFieldWithButton = (one: Element, other: Element): boolean =>
    one.matches('input') && one.parentElement === other.parentElement;
  const overlap = (one: DOMRect, other: DOMRect): boolean =>
    Math.min(one.right, other.right) - Math.max(one.left, other.left) > 1 &&
    Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 1;
  const checkReach = (element: Element, box: DOMRect): void => {
    if (box.left < -1 || box.right > innerWidth + 1) faults.push(`out of the page: ${named(element)}`);
    const hit = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    if (hit === null || isWithin(element, hit) || floatsOver(hit, element)) return;
    faults.push(`${named(element)} is under ${named(hit)}`);
  };
  const checkControls = (): void => {
    const controls = [...root.querySelectorAll(CONTROLS)].filter(isSeen).flatMap((element) => {
      const box = inSight(element);
      return box.width > 4 && box.height > 4 ? [{ element, box }] : [];
    });
    for (const [at, { element: one, box }] of controls.entries()) {
      checkReach(one, box);
      for (const { element: other, box: otherBox } of controls.slice(at + 1)) {
        if (!overlap(box, otherBox) || isWithin(one, other) || isFieldWithButton(one, other)) continue;
        if (floatsOver(one, other) || floatsOver(other, one)) continue;
        faults.push(`${named(one)} and ${named(other)} overlap`);
      }
    }
  };

  checkSideways();
  checkTexts();
  checkControls();
  return [...new Set(faults)];
}
