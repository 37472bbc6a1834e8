import { createElement } from 'react';
import { flushSync } from 'react-dom';
import { createRoot, type Root } from 'react-dom/client';
import { Markdown } from '../../../src/markdown/Markdown.tsx';
import { slices } from '../../../src/markdown/slices/slices.ts';
import type { PageWindow } from '../PageWindow.ts';

let root: Root | undefined;

const page: PageWindow = {
  draw(text, open) {
    const drawn = (root ??= createRoot(document.body));
    flushSync(() => {
      drawn.render(createElement(Markdown, { text, open }));
    });
  },
  isDrawn: slices.isDone,
  clear() {
    root?.unmount();
    root = undefined;
  },
};
Object.assign(window, page);
