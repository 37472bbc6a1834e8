import type { Page } from '@playwright/test';

/**
 * Gives the focus to everything in sight that takes it, one after the other, and tells where nothing shows it, or where the ring around it
 * is cut off. The focus ends elsewhere than it was.
 *
 * @see docs/spec.md U121
 */
export function ringFaults(page: Page): Promise<string[]> {
  return page.evaluate(findFaults);
}

/** Runs in the page. */
function findFaults(): string[] {
  const TAKES_FOCUS = 'button, a[href], input, select, textarea, summary, [tabindex="0"]';
  const faults: string[] = [];
  const root =
    [...document.querySelectorAll('dialog:modal')].at(-1) ??
    document.querySelector('[data-layer-open], .skip:focus') ??
    document.body;

  /** How a control and what is close around it are outlined. */
  const outlines = (element: Element): string => {
    const boxes = [element, element.parentElement, element.parentElement?.parentElement];
    return boxes
      .map((box) => {
        if (!box) return '';
        const { outlineStyle, outlineWidth, outlineColor, boxShadow } = getComputedStyle(box);
        return outlineStyle === 'none' ? boxShadow : `${outlineStyle} ${outlineWidth} ${outlineColor} ${boxShadow}`;
      })
      .join('|');
  };
  const isCut = (element: Element): boolean => {
    const style = getComputedStyle(element);
    if (style.outlineStyle === 'none') return false;
    const reach = Number.parseFloat(style.outlineOffset) + Number.parseFloat(style.outlineWidth) - 1;
    const box = element.getBoundingClientRect();
    for (let around = element.parentElement; around && around !== document.body; around = around.parentElement) {
      if (getComputedStyle(around).overflow === 'visible') continue;
      const frame = around.getBoundingClientRect();
      // How far it is from each side, and whether what is beyond that side can be scrolled into sight.
      const sides = [
        [box.left - frame.left, false],
        [frame.right - box.right, false],
        [box.top - frame.top, around.scrollTop > 0],
        [frame.bottom - box.bottom, around.scrollTop < around.scrollHeight - around.clientHeight - 1],
      ] as const;
      if (sides.some(([distance, goesOn]) => !goesOn && distance >= -1 && distance < reach)) return true;
    }
    return false;
  };

  // With a transition, however short, a ring begins as none.
  const still = new CSSStyleSheet();
  still.replaceSync('* { transition-property: none !important; }');
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, still];
  const check = (element: HTMLElement): void => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    const before = outlines(element);
    const options: FocusOptions & { readonly focusVisible: boolean } = { focusVisible: true };
    element.focus(options);
    if (document.activeElement !== element) return;
    const name = `<${element.localName}> ${(element.getAttribute('aria-label') ?? element.textContent.trim()).slice(0, 60)}`;
    if (outlines(element) === before) faults.push(`nothing shows the focus of ${name}`);
    else if (isCut(element)) faults.push(`the ring is cut off around ${name}`);
  };
  const isReached = (element: HTMLElement): boolean =>
    element.isConnected && element.checkVisibility() && !element.matches('.sr-only, [inert] *, [tabindex="-1"]');

  for (const element of root.querySelectorAll<HTMLElement>(TAKES_FOCUS)) if (isReached(element)) check(element);
  return faults;
}
