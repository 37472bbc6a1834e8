/** Puts the caret into the message box of the page. */
export function focusComposer(): void {
  document.querySelector<HTMLElement>('[role=form] textarea')?.focus();
}
