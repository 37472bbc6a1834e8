/** What the page of this bench offers to whoever drives it. */
export interface PageWindow {
  /** Draws a text in one go and lays it out. */
  draw(this: void, text: string, open: boolean): void;
  /** Whether all of it is drawn. */
  isDrawn(this: void): boolean;
  /** Takes it away again. */
  clear(this: void): void;
}

declare global {
  interface Window extends PageWindow {}
}
