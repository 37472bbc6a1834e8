import { useEffect, useState } from 'react';
import { prefillFrom } from '../conversation/prefillFrom.ts';
import { useSession } from './useSession.ts';

/** What a link has brought for the composer of a new chat. */
export interface Prefill {
  /** `placed`: it is in the box; `waiting`: something was there already, and stays. */
  readonly status: 'placed' | 'waiting';
  /** Adds it below what is in the box. */
  readonly add: () => void;
  /** Takes the mark away; what is in the box stays. */
  readonly dismiss: () => void;
}

/**
 * Puts the text of a link, `/?q=`, into the box of a new chat. It is never sent, and what was typed there before is never replaced.
 *
 * @see docs/spec.md U66
 */
export function usePrefill(): Prefill | undefined {
  const session = useSession();
  const [text] = useState(() => prefillFrom(location.search));
  const [status, setStatus] = useState<Prefill['status']>();
  useEffect(() => {
    if (text === undefined) return undefined;
    // A page that is loaded again must not bring it twice.
    history.replaceState(history.state, '', location.pathname + location.hash);
    let left = false;
    // Drafts that are kept are in their boxes by then.
    void session.ready.then(() => {
      if (left) return;
      const isEmpty = (session.drafts.getState().get('new') ?? '') === '';
      if (isEmpty) session.drafts.setDraft('new', text);
      setStatus(isEmpty ? 'placed' : 'waiting');
    });
    return () => {
      left = true;
    };
  }, [session, text]);
  // Once it is sent, or taken out, nothing in the box is the link's any more.
  useEffect(
    () =>
      status === 'placed'
        ? session.drafts.subscribe((drafts) => (drafts.get('new') ?? '') === '' && setStatus(undefined))
        : undefined,
    [session, status],
  );
  if (text === undefined || status === undefined) return undefined;
  return {
    status,
    add() {
      session.drafts.setDraft('new', `${session.drafts.getState().get('new') ?? ''}\n\n${text}`.trimStart());
      setStatus('placed');
    },
    dismiss: () => setStatus(undefined),
  };
}
