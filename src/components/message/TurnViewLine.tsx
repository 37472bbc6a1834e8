import { useEffect, useEffectEvent, useRef } from 'react';
import { textOf, type Message } from '../../conversation/Message.ts';
import { viewTurn, type TurnView } from '../../hooks/turnViews.ts';
import { say } from '../../words/say.ts';
import { Button } from '../ui/Button.tsx';
import { useWordsSince } from './useWordsSince.ts';

/** What the line under a turn is given that is not simply drawn. */
export interface TurnViewProps {
  /** The turn as it stands now. */
  readonly message: Message;
  readonly view: TurnView;
}

/**
 * Says how much of a turn is not shown, with the button that shows it. Whatever is looked for in it, printed or leads into it shows it too.
 *
 * @see docs/spec.md U96 and U97
 */
export default function TurnViewLine({ message, view }: TurnViewProps) {
  const line = useRef<HTMLDivElement>(null);
  const show = useEffectEvent(() => viewTurn(message.id));
  const isCollapsed = view === 'collapsed';
  const isOfAnother = typeof view === 'object' && !textOf(message).startsWith(textOf(view));
  useEffect(() => {
    // A Retry has begun anew.
    if (isOfAnother) show();
  }, [isOfAnother]);
  useEffect(() => {
    const body = line.current?.closest('article')?.querySelector<HTMLElement>('[data-reply-body]');
    if (!body) return undefined;
    if (isCollapsed) {
      body.dataset['collapsed'] = '';
      // What scrolls can be reached by keyboard.
      body.tabIndex = 0;
    }
    // It scrolls by itself where the browser found something in it or the focus went into it.
    body.addEventListener('scroll', show);
    addEventListener('beforeprint', show);
    return () => {
      delete body.dataset['collapsed'];
      body.removeAttribute('tabindex');
      body.removeEventListener('scroll', show);
      removeEventListener('beforeprint', show);
    };
  }, [isCollapsed]);
  const onShow = () => {
    const turn = line.current?.closest('article');
    viewTurn(message.id);
    if (!turn) return;
    // The button that had it is gone.
    turn.tabIndex = -1;
    turn.focus({ preventScroll: true });
  };
  return (
    <div
      ref={line}
      className="mt-2 flex min-h-(--target) flex-wrap items-center gap-x-3 text-[0.9375rem] text-fg-2 print:hidden"
    >
      {typeof view === 'object' && <PausedWords before={textOf(view)} now={textOf(message)} />}
      <Button onClick={onShow}>{isCollapsed ? say('Show all') : say('Resume')}</Button>
    </div>
  );
}

function PausedWords({ before, now }: { before: string; now: string }) {
  const count = useWordsSince(before, now);
  return (
    <span className="tabular-nums">
      {say('Paused. {count, plural, one {# more word has come} other {# more words have come}}.', { count })}
    </span>
  );
}
