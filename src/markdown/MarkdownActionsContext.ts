import { createContext } from 'react';

/** What the buttons inside a reply do; the room around it owns the clipboard and what is announced. */
export interface MarkdownActions {
  /** Copies code: its text as it should be on the clipboard, and its language as written behind its fence. */
  onCopy(code: string, language: string): void;
  /** Copies the table in an element of the page. */
  onCopyTable(page: Element): void;
}

/**
 * The actions of all replies below it. A context, not props, so that finished blocks need no new ones: keep the value the same from
 * render to render. Without one, code blocks and tables have no copy button.
 */
export const MarkdownActionsContext = createContext<MarkdownActions | undefined>(undefined);
