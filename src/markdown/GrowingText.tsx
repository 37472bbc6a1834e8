import { useLayoutEffect, useRef } from 'react';
import type { ReactElement } from 'react';

/** Text to which more is added at its end. React would replace all of it, and a selection that reaches into it would be lost. */
export function GrowingText({ text }: { text: string }): ReactElement {
  const span = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    const element = span.current;
    if (element === null) return;
    const node = element.firstChild;
    if (node instanceof Text && text.startsWith(node.data)) {
      if (text.length > node.length) node.appendData(text.slice(node.length));
    } else {
      element.textContent = text;
    }
  }, [text]);
  return <span ref={span} />;
}
