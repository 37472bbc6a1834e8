import { useEffect, useRef, useState } from 'react';
import type { ReactElement, ReactNode } from 'react';

/**
 * A box that scrolls sideways where its content is wider than the column. Only then is it a named region that the keyboard can
 * reach; otherwise it would be one more stop on the way.
 * @param label its name, for example `Code, TypeScript`.
 * @see https://dequeuniversity.com/rules/axe/4.11/scrollable-region-focusable
 */
export function ScrollBox(props: {
  label: string;
  className: string;
  dir?: 'ltr' | 'rtl';
  children: ReactNode;
}): ReactElement {
  const box = useRef<HTMLDivElement>(null);
  const [scrolls, setScrolls] = useState(false);

  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const measure = () => {
      setScrolls(element.scrollWidth > element.clientWidth);
    };
    const observer = new ResizeObserver(measure);
    // The box changes with the page, its content with the text.
    for (const observed of [element, ...element.children]) observer.observe(observed);
    return () => {
      observer.disconnect();
    };
  }, []);

  const region = scrolls ? { tabIndex: 0, role: 'region', 'aria-label': props.label } : {};
  return (
    <div ref={box} className={`md-scroll ${props.className}`} dir={props.dir} {...region}>
      {props.children}
    </div>
  );
}
