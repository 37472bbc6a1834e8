/**
 * How much of a page of turns is in the document: an empty box, its words (so that find, a screen reader and a selection reach them), or the
 * turns as they look.
 */
export type PageForm = 'box' | 'words' | 'turns';

/** In which form each page of a thread is. A page that was never named is a box. */
export class PageForms {
  readonly #forms = new Map<number, PageForm>();
  readonly #heights = new Map<number, number>();
  readonly #listeners = new Map<number, () => void>();

  of(page: number): PageForm {
    return this.#forms.get(page) ?? 'box';
  }

  set(page: number, form: PageForm): void {
    if (this.of(page) === form) return;
    this.#forms.set(page, form);
    this.#listeners.get(page)?.();
  }

  /** How high a page was when its turns were last there, in CSS pixels; `undefined` when they never were. */
  heightOf(page: number): number | undefined {
    return this.#heights.get(page);
  }

  /** Takes the turns of a page out of the document, in place of which its words keep their height. */
  fold(page: number, height: number): void {
    this.#heights.set(page, height);
    this.set(page, 'words');
  }

  /** Calls back when the form of a page changes. A page has one listener. */
  readonly listen = (page: number, listener: () => void): (() => void) => {
    this.#listeners.set(page, listener);
    return () => {
      if (this.#listeners.get(page) === listener) this.#listeners.delete(page);
    };
  };
}
