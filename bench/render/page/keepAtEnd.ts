/** Keeps the end of a scroll box in sight while its content grows. @returns what stops it. */
export function keepAtEnd(scroller: HTMLElement, content: HTMLElement): () => void {
  const observer = new ResizeObserver(() => scroller.scrollTo({ top: scroller.scrollHeight }));
  observer.observe(content);
  return () => observer.disconnect();
}
