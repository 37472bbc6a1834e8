import { useState } from 'react';
import type { Message, MessageId } from '../../conversation/Message.ts';
import { findTurn } from '../../hooks/showTurn.ts';
import { useTurnView, viewTurn } from '../../hooks/turnViews.ts';

/** A turn of more lines than this can be collapsed. */
const LONG_LINES = 40;

/** Collapses a long turn to its first lines, or shows all of one that is; absent where there is nothing to gain. */
export interface Collapsing {
  readonly collapsed: boolean;
  readonly toggle: () => void;
}

/** What can be collapsed of a turn as it is drawn when this begins; one that grows cannot. */
export function useCollapsing({ id }: Message, isComplete: boolean): Collapsing | undefined {
  const [isLong] = useState(() => isDrawnLong(id));
  const view = useTurnView(id);
  const collapsed = view === 'collapsed';
  if (!isComplete || typeof view === 'object' || !(isLong || collapsed)) return undefined;
  return {
    collapsed,
    toggle() {
      viewTurn(id, collapsed ? undefined : 'collapsed');
      findTurn(id)?.querySelector<HTMLElement>('[aria-haspopup=dialog]')?.focus({ preventScroll: true });
      // Its beginning may be far above.
      if (!collapsed) setTimeout(() => findTurn(id)?.scrollIntoView({ block: 'nearest' }), SETTLED_MS);
    },
  };
}

/** After so long a collapsed turn has its height, in milliseconds. */
const SETTLED_MS = 50;

function isDrawnLong(id: MessageId): boolean {
  const body = findTurn(id)?.querySelector('[data-reply-body]');
  return body ? body.scrollHeight > LONG_LINES * Number.parseFloat(getComputedStyle(body).lineHeight) : false;
}
