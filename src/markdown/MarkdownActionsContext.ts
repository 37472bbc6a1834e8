import { createContext } from 'react';

/** What the buttons inside a reply do; the room around it owns the clipboard and what is announced. */
export interface MarkdownActions {
  /** Gets the text of a code block as it should be on the clipboard. */
  onCopy(text: string): void;
}

/**
 * The actions of all replies below it. A context, not props, so that finished blocks need no new ones: keep the value the same from
 * render to render. Without one, code blocks have no copy button.
 */
export const MarkdownActionsContext = createContext<MarkdownActions | undefined>(undefined);
