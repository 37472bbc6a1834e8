import { useEffect, useLayoutEffect, useMemo, useRef, useState, type RefObject } from 'react';
import type { ScrollMode } from '../settings/settings.ts';
import { createNewLines, type NewLines } from './createNewLines.ts';
import { createReadingPlace } from './createReadingPlace.ts';
import type { PlaceMemory } from './placeMemory.ts';
import { holdAfter, holdAtOpening, stepAfterLayout, type ScrollHold, type ScrollIntent } from './scrollHold.ts';
import { makeRoom, viewOf } from './threadView.ts';
import { watchReader } from './watchReader.ts';

/** What `useStickToBottom` is told besides its elements. */
export interface StickOptions {
  /** By default the end is followed. */
  readonly mode?: ScrollMode;
  /** Where the reader was before; keep it the same from render to render. Without it the box begins at its end. */
  readonly memory?: PlaceMemory;
}

/** What `useStickToBottom` gives. */
export interface StickToBottom {
  /** Whether growing content keeps the end in sight. */
  readonly following: boolean;
  /** What has come below the view meanwhile. */
  readonly newLines: NewLines;
  /** Goes to the end: to see what comes (`jump`), or because a question was sent (`ask`). */
  readonly follow: (why: 'jump' | 'ask') => void;
}

/**
 * Keeps the end of a scroll box in sight while its content grows, as far as the mode says and only while the reader is
 * there. Elsewhere it keeps the first line in sight where it is, whatever changes above it. It never scrolls smoothly.
 *
 * @see docs/spec.md U1, U36, U37 and U67
 */
export function useStickToBottom(
  box: RefObject<HTMLElement | null>,
  content: RefObject<HTMLElement | null>,
  { mode = 'end', memory }: StickOptions = {},
): StickToBottom {
  const newLines = useMemo(createNewLines, []);
  const [following, setFollowing] = useState(true);
  const latestMode = useRef(mode);
  useEffect(() => {
    latestMode.current = mode;
  }, [mode]);
  const beforeLeaving = useRef<() => void>(undefined);
  // While the turns are still in the document and can be measured.
  useLayoutEffect(() => () => beforeLeaving.current?.(), []);
  const act = useRef<(intent: ScrollIntent) => void>(undefined);

  useEffect(() => {
    const scroller = box.current;
    const inner = content.current;
    if (!scroller || !inner) return undefined;
    let hold: ScrollHold = 'end';
    const setHold = (next: ScrollHold) => {
      hold = next;
      setFollowing(next !== 'free');
    };
    const place = createReadingPlace(scroller, inner);
    const look = () => newLines.look(scroller, inner);
    const reader = watchReader(scroller, (intent) => {
      if (intent !== 'move') setHold(holdAfter(hold, intent, latestMode.current));
      if (hold === 'free') place.note();
      look();
    });
    const goTo = (top: number) => {
      scroller.scrollTo({ top });
      reader.expectPlace();
    };
    const stay = () => {
      const view = viewOf(scroller, inner);
      const step = stepAfterLayout(hold, view, latestMode.current);
      if (step.room && step.top !== undefined) makeRoom(scroller, inner, step.top);
      if (step.top === undefined) place.restore();
      else goTo(step.top);
      reader.expectPlace();
      if (step.hold !== hold) setHold(step.hold);
      if (hold === 'free' && step.top !== undefined) place.note();
      look();
    };
    act.current = (intent) => {
      if (intent === 'ask') inner.style.minBlockSize = '';
      setHold(holdAfter(hold, intent, latestMode.current));
      goTo(scroller.scrollHeight);
      place.note();
      look();
    };
    const observer = new ResizeObserver(stay);
    observer.observe(inner);
    observer.observe(scroller);
    const leave = () => memory?.keep(hold === 'free' ? place.noted() : place.atEnd());
    beforeLeaving.current = leave;
    addEventListener('pagehide', leave);
    const before = memory?.recall();
    goTo(scroller.scrollHeight);
    if (before && place.goTo(before)) setHold('free');
    else setHold(holdAtOpening(viewOf(scroller, inner), latestMode.current));
    place.note();
    stay();
    return () => {
      removeEventListener('pagehide', leave);
      observer.disconnect();
      reader.stop();
    };
  }, [box, content, memory, newLines]);

  return { following, newLines, follow: (why) => act.current?.(why) };
}
