import { useLayoutEffect, useRef } from 'react';
import type { ReactElement } from 'react';
import { CodeSheet } from './CodeSheet.ts';

/**
 * The text of a code block. It is there at once; colour follows once the block is in sight or less than half a screen away.
 * @param language the common name of its language, if that is known; another one needs another `key`.
 * @param growing true while more text may come at its end.
 */
export function CodeText(props: { text: string; language: string | undefined; growing: boolean }): ReactElement {
  const { text, language, growing } = props;
  const host = useRef<HTMLElement>(null);
  const shown = useRef<CodeSheet>(undefined);

  useLayoutEffect(() => {
    const element = host.current;
    if (element === null || shown.current?.extend(text, growing)) return;
    element.replaceChildren();
    const sheet = new CodeSheet(element);
    shown.current = sheet;
    sheet.extend(text, growing);
    if (language !== undefined) colourWhenNear(element, sheet, language);
  }, [text, language, growing]);

  return <code ref={host} />;
}

function colourWhenNear(element: HTMLElement, sheet: CodeSheet, language: string): void {
  const observer = new IntersectionObserver(
    (entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      import('./highlight.ts').then(
        (module) => module.highlight(sheet, language),
        // Without colours code reads as well as it did, so nothing is said.
        () => undefined,
      );
    },
    { rootMargin: '50%', scrollMargin: '50%' },
  );
  observer.observe(element);
}
