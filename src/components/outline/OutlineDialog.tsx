import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import { flushSync } from 'react-dom';
import type { Conversation } from '../../conversation/Conversation.ts';
import type { Message } from '../../conversation/Message.ts';
import { markTurn, showTurn } from '../../hooks/showTurn.ts';
import { viewTurn } from '../../hooks/turnViews.ts';
import { useConversation } from '../../hooks/useConversation.ts';
import { useSession } from '../../hooks/useSession.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { say } from '../../words/say.ts';
import { outlineOf, type OutlineLine } from './outlineOf.ts';
import { readLine } from './readLine.ts';

/** What an outline is given. */
export interface OutlineProps {
  readonly conversation: Conversation;
  /** Shows the chat. */
  readonly onOpen: () => void;
  readonly onClose: () => void;
}

/**
 * The questions of a chat and the headings of its answers, each of which leads to its place.
 *
 * @see docs/spec.md U98
 */
export default function OutlineDialog({ conversation: { id }, onOpen, onClose }: OutlineProps) {
  const session = useSession();
  const opened = useConversation(id);
  useEffect(() => void session.openConversation(id), [session, id]);
  const choose = async ({ messageId, heading }: OutlineLine) => {
    // While it stands, nothing outside of it takes the focus.
    flushSync(onClose);
    onOpen();
    await session.showMessage(id, messageId);
    viewTurn(messageId);
    const target = (turn: HTMLElement) => (heading === undefined ? turn : (headingOf(turn, heading) ?? turn));
    showTurn(messageId, {
      onShown: (turn) => markTurn(target(turn)),
      scroll: (turn) => target(turn).scrollIntoView({ block: 'start' }),
    });
  };
  return (
    <Dialog title={say('Outline')} onClose={onClose}>
      {opened && <Lines path={opened.path} onChoose={(line) => void choose(line)} />}
    </Dialog>
  );
}

/** As a reader sees them; the name of the turn is none. */
function headingOf(turn: HTMLElement, at: number): HTMLElement | undefined {
  return [...turn.querySelectorAll<HTMLElement>(HEADINGS)][at];
}

const HEADINGS = '[data-reply-body] :is(.md-h1, .md-h2, .md-h3, .md-h4, .md-h5, .md-h6)';

function Lines({ path, onChoose }: { path: readonly Message[]; onChoose: (line: OutlineLine) => void }) {
  const list = useRef<HTMLOListElement>(null);
  const lines = useMemo(() => outlineOf(path), [path]);
  const [current] = useState(() => readLine(lines, path));
  useFocusOn(list, current);
  return (
    <ol ref={list} className="-m-2">
      {lines.map((line, at) => (
        <li key={`${line.messageId} ${line.heading}`}>
          <button
            type="button"
            aria-current={at === current ? 'location' : undefined}
            onClick={() => onChoose(line)}
            onKeyDown={moveInList}
            style={{ paddingInlineStart: `${0.75 + line.depth}rem` }}
            className={`block min-h-(--target) w-full rounded-lg py-1.5 pe-3 text-start outline-offset-[-2px] wrap-anywhere hover:bg-surface-2 aria-[current]:bg-surface-2 ${line.depth === 0 ? 'font-medium' : 'text-[0.9375rem] text-fg-2'}`}
          >
            <bdi>{line.text}</bdi>
          </button>
        </li>
      ))}
    </ol>
  );
}

/** Gives a line the focus, in the middle of what is seen, once the dialog stands. */
function useFocusOn(list: RefObject<HTMLElement | null>, line: number): void {
  useEffect(() => {
    // A dialog that opens gives the focus to its first button.
    const frame = requestAnimationFrame(() => {
      const button = list.current?.querySelectorAll<HTMLElement>('button')[line];
      button?.focus({ preventScroll: true });
      button?.scrollIntoView({ block: 'center' });
    });
    return () => cancelAnimationFrame(frame);
  }, [list, line]);
}

const STEPS: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowDown: (at, count) => Math.min(at + 1, count - 1),
  ArrowUp: (at) => Math.max(at - 1, 0),
  Home: () => 0,
  End: (_at, count) => count - 1,
};

function moveInList(event: KeyboardEvent<HTMLButtonElement>): void {
  const step = STEPS[event.key];
  if (!step) return;
  event.preventDefault();
  const lines = [...(event.currentTarget.closest('ol')?.querySelectorAll('button') ?? [])];
  lines[step(lines.indexOf(event.currentTarget), lines.length)]?.focus();
}
