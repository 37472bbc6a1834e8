import { TextQuote } from 'lucide-react';
import { useEffect, useState, type RefObject } from 'react';
import type { ConversationId } from '../../conversation/Message.ts';
import { useSession } from '../../hooks/useSession.ts';
import { say } from '../../words/say.ts';
import { quoteSelected } from './quoteSelected.ts';
import { watchSelection, type OfferPlace } from './watchSelection.ts';

/** What is offered over a thread. */
export interface QuoteOfferProps {
  readonly thread: RefObject<HTMLElement | null>;
  readonly conversationId: ConversationId;
}

/**
 * A button near what is selected of a turn, once nothing is dragged any more. It takes no focus, and nothing that is selected is touched. The
 * keyboard has the same under More.
 *
 * @see docs/spec.md U99
 */
export default function QuoteOffer({ thread, conversationId }: QuoteOfferProps) {
  const session = useSession();
  const [place, setPlace] = useState<OfferPlace>();
  useEffect(() => (thread.current ? watchSelection(thread.current, setPlace) : undefined), [thread]);
  if (!place) return null;
  const quote = () => {
    setPlace(undefined);
    quoteSelected(place.selected, session, conversationId);
  };
  return (
    <button
      type="button"
      data-quote
      tabIndex={-1}
      // A press would take away what is selected.
      onPointerDown={(event) => event.preventDefault()}
      onMouseDown={(event) => event.preventDefault()}
      onClick={quote}
      style={{ insetBlockStart: place.top, left: place.left }}
      className="absolute z-20 inline-flex min-h-(--target) -translate-x-1/2 items-center gap-1.5 rounded-lg border border-line bg-menu px-2.5 text-[0.875rem] text-fg-1 hover:bg-menu-hover print:hidden"
    >
      <TextQuote aria-hidden size={15} strokeWidth={1.75} className="text-fg-3" />
      {say('Quote')}
    </button>
  );
}
