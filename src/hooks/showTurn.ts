/** How long a turn that was led to is marked, in milliseconds. */
const MARKED_MS = 2500;

/** How long a turn is waited for that is still being read or drawn, in milliseconds. */
const PATIENCE_MS = 5000;

/** Input by which a reader takes over. */
const INTENTS = ['wheel', 'touchmove', 'pointerdown', 'keydown'] as const;

/**
 * Scrolls to the turn of a message as soon as it is in the page, and keeps it there while what is above it gets its height, until the
 * reader moves. `onShown` is called once it is there.
 *
 * @returns what gives it up.
 */
export function showTurn(messageId: string, onShown: (turn: HTMLElement) => void): () => void {
  const abort = new AbortController();
  const { signal } = abort;
  const giveUp = (): void => abort.abort();
  let turn: HTMLElement | undefined;
  const look = (): void => {
    const found = turn?.isConnected ? turn : findTurn(messageId);
    if (!found) return;
    found.scrollIntoView({ block: 'start' });
    if (turn) return;
    turn = found;
    for (const intent of INTENTS) document.addEventListener(intent, giveUp, { signal, capture: true, passive: true });
    onShown(found);
  };
  const observer = new MutationObserver(look);
  observer.observe(document.body, { childList: true, subtree: true });
  const timers = [setTimeout(giveUp, PATIENCE_MS), ...[50, 150, 400, 800].map((ms) => setTimeout(look, ms))];
  signal.addEventListener('abort', () => {
    observer.disconnect();
    for (const timer of timers) clearTimeout(timer);
  });
  look();
  return giveUp;
}

/** Puts the focus on a turn and marks it for a moment. */
export function markTurn(turn: HTMLElement): void {
  turn.tabIndex = -1;
  turn.focus({ preventScroll: true });
  turn.dataset['ledTo'] = '';
  setTimeout(() => delete turn.dataset['ledTo'], MARKED_MS);
}

function findTurn(messageId: string): HTMLElement | undefined {
  return document.querySelector<HTMLElement>(`article[data-message-id="${CSS.escape(messageId)}"]`) ?? undefined;
}
