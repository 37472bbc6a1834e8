/**
 * The `ref` of what takes the focus when its dialog opens. React focuses what has `autoFocus` before a dialog is open, where that does nothing;
 * the platform looks for the attribute.
 *
 * @see https://html.spec.whatwg.org/multipage/interactive-elements.html#dialog-focusing-steps
 */
export function firstFocus(element: HTMLElement | null): void {
  element?.setAttribute('autofocus', '');
}
