import { useEffect } from 'react';
import { say } from '../words/say.ts';
import { markTurn, showTurn } from './showTurn.ts';
import { viewTurn } from './turnViews.ts';
import type { Route } from './useRoute.ts';
import { useSession } from './useSession.ts';

/**
 * Leads to the message that the address names, on whatever branch it is, and marks it for a moment.
 *
 * @see docs/spec.md U65
 */
export function useMessageInSight({ conversationId, messageId, step }: Route): void {
  const session = useSession();
  useEffect(() => {
    if (conversationId === undefined || messageId === undefined) return undefined;
    let giveUp: (() => void) | undefined;
    let left = false;
    const show = async (): Promise<void> => {
      const isThere = await session.showMessage(conversationId, messageId);
      if (left) return;
      if (!isThere) session.announce(say('The message that the link leads to is not here.'));
      else {
        viewTurn(messageId);
        giveUp = showTurn(messageId, { onShown: markTurn, scroll: toItsTop });
      }
    };
    void show();
    return () => {
      left = true;
      giveUp?.();
    };
  }, [session, conversationId, messageId, step]);
}

function toItsTop(turn: HTMLElement): void {
  turn.scrollIntoView({ block: 'start' });
}
