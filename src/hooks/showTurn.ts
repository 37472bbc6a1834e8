import { requestTurn } from './turnRequests.ts';

/** How long a turn that was led to is marked, in milliseconds. */
const MARKED_MS = 2500;

/** How long a turn is waited for that is still being read or drawn, in milliseconds. */
const PATIENCE_MS = 5000;

/** Input by which a reader takes over. */
const INTENTS = ['wheel', 'touchmove', 'pointerdown', 'keydown'] as const;

/** When is looked again whether what is above has got its height meanwhile, in milliseconds. */
const SETTLING_MS = [50, 150, 400, 800];

/** How a turn is brought into sight: `onShown` once, when it is there, and `scroll` then and while what is above it gets its height. */
export interface Showing {
  readonly onShown: (turn: HTMLElement) => void;
  readonly scroll: (turn: HTMLElement) => void;
}

/**
 * Shows the turn of a message as soon as it is in the page, until the reader moves.
 *
 * @returns what gives it up.
 */
export function showTurn(messageId: string, { onShown, scroll }: Showing): () => void {
  const abort = new AbortController();
  const { signal } = abort;
  const giveUp = (): void => abort.abort();
  const timers = [setTimeout(giveUp, PATIENCE_MS)];
  const look = (): void => {
    const turn = findTurn(messageId);
    if (!turn) return;
    observer.disconnect();
    for (const intent of INTENTS) document.addEventListener(intent, giveUp, { signal, capture: true, passive: true });
    onShown(turn);
    scroll(turn);
    for (const ms of SETTLING_MS) timers.push(setTimeout(() => turn.isConnected && scroll(turn), ms));
  };
  const observer = new MutationObserver(look);
  signal.addEventListener('abort', () => {
    observer.disconnect();
    for (const timer of timers) clearTimeout(timer);
  });
  observer.observe(document.body, { childList: true, subtree: true });
  requestTurn(messageId);
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

/** The turn of a message, when it is drawn. */
export function findTurn(messageId: string): HTMLElement | undefined {
  return (
    document.querySelector<HTMLElement>(`article[data-status][data-message-id="${CSS.escape(messageId)}"]`) ?? undefined
  );
}
