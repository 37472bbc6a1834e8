/** An answer as it stands on the screen. */
export interface ShownAnswer {
  readonly messageId: string;
  readonly status: string;
  readonly text: string;
}

/** What a page shows from a moment on, in milliseconds since 1970. `token` names the document. */
export interface ScreenSample {
  readonly token: string;
  readonly atMs: number;
  readonly answers: readonly ShownAnswer[];
}

declare global {
  interface Window {
    chaosSaw(sample: ScreenSample): Promise<void>;
    chaosAnswers(): readonly ShownAnswer[];
  }
}

/**
 * Runs in every page before its own scripts, so it uses nothing from outside of itself: tells the recorder whenever what is shown of
 * answers has changed, and lets the bench say whether the page is seen (a browser without a screen shows all of its pages).
 */
export function watchScreen(): void {
  const token = `${Date.now()}-${Math.random()}`;
  let isHidden = false;
  let last = '';
  Object.defineProperty(document, 'hidden', { get: () => isHidden });
  Object.defineProperty(document, 'visibilityState', { get: () => (isHidden ? 'hidden' : 'visible') });
  window.addEventListener('chaos-sight', (event) => {
    isHidden = event instanceof CustomEvent && event.detail === 'hidden';
    document.dispatchEvent(new Event('visibilitychange'));
  });
  window.chaosAnswers = () =>
    Array.from(document.querySelectorAll('article[data-message-id]:not([data-status=sent])'), (article) => ({
      messageId: article.getAttribute('data-message-id') ?? '',
      status: article.getAttribute('data-status') ?? '',
      text: (article.querySelector('[data-reply-body]')?.textContent ?? '').replaceAll(/\s+/g, ' ').trim(),
    }));
  const look = (): void => {
    const answers = window.chaosAnswers();
    const said = JSON.stringify(answers);
    if (said === last) return;
    last = said;
    window.chaosSaw({ token, atMs: Date.now(), answers }).catch(() => undefined);
  };
  new MutationObserver(look).observe(document, {
    subtree: true,
    childList: true,
    characterData: true,
    attributeFilter: ['data-status'],
  });
}
