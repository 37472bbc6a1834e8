/** The mark of a tab in a browser's row of tabs. */
export interface TabMark {
  /** Shows a number before the title and a dot on the icon; nothing when it is 0. */
  show(count: number): void;
}

/** The mark of the tab that this runs in. Whatever the page calls itself meanwhile, the number stays before it. */
export function markTab(): TabMark {
  let shown = 0;
  let title = document.title;
  let marked = title;
  const paint = (): void => {
    if (document.title !== marked) ({ title } = document);
    marked = shown === 0 ? title : `(${shown}) ${title}`;
    if (document.title !== marked) document.title = marked;
  };
  const observer = new MutationObserver(paint);
  return {
    show(count) {
      if (count === shown) return;
      shown = count;
      observer.disconnect();
      paint();
      const icon = document.querySelector<HTMLLinkElement>('link[rel=icon]');
      if (icon) icon.href = count === 0 ? '/favicon.svg' : '/favicon-unread.svg';
      // Its text changes with the chat and when the chat is given a title.
      if (count > 0) observer.observe(document.head, { childList: true, subtree: true, characterData: true });
    },
  };
}
