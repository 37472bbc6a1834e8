import { useEffect, useMemo, useState } from 'react';
import type { ConversationId } from '../../conversation/Message.ts';
import { showTurn } from '../../hooks/showTurn.ts';
import { viewTurn } from '../../hooks/turnViews.ts';
import { useSession } from '../../hooks/useSession.ts';
import { useThreadHits } from '../../hooks/useThreadHits.ts';
import { clearHighlights, highlightIn, openThoughts } from './highlightIn.ts';

/** Words that are looked for in one chat. */
export interface Finding {
  readonly typed: string;
  readonly type: (typed: string) => void;
  /** How many places there are, and which of them is in sight, counted from 0. */
  readonly count: number;
  readonly index: number;
  /** Goes on to the next place, or back. */
  readonly move: (step: 1 | -1) => void;
}

/** Finds words in a chat and leads to one place after the other. */
export function useFinding(conversationId: ConversationId): Finding {
  const session = useSession();
  const [{ typed, at }, setFinding] = useState({ typed: '', at: 0 });
  const hits = useThreadHits(conversationId, typed);
  const index = Math.min(at, hits.length - 1);
  const hit = hits[index];
  const { messageId, index: place = 0, inReasoning = false } = hit ?? {};
  // By its place: the list is made anew with every message.
  const target = useMemo(() => messageId && { messageId, place, inReasoning }, [messageId, place, inReasoning]);
  useEffect(() => {
    if (!target) return undefined;
    let giveUp: (() => void) | undefined;
    let left = false;
    const show = async (): Promise<void> => {
      await session.showMessage(conversationId, target.messageId);
      if (left) return;
      // What is found is seen.
      viewTurn(target.messageId);
      giveUp = showTurn(target.messageId, {
        onShown: (turn) => target.inReasoning && openThoughts(turn),
        scroll: (turn) => highlightIn(turn, typed, target.place),
      });
    };
    void show();
    return () => {
      left = true;
      giveUp?.();
      clearHighlights();
    };
  }, [session, conversationId, typed, target]);
  return {
    typed,
    type: (next) => setFinding({ typed: next, at: 0 }),
    count: hits.length,
    index,
    move(step) {
      if (hits.length > 0) setFinding({ typed, at: (index + step + hits.length) % hits.length });
    },
  };
}
