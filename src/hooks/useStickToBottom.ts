import { useEffect, useRef, useState, type RefObject } from 'react';
import { createReadingPlace } from './createReadingPlace.ts';
import type { PlaceMemory } from './placeMemory.ts';
import { watchReader } from './watchReader.ts';

/** What `useStickToBottom` gives. */
export interface StickToBottom {
  /** Whether growing content keeps the end in sight. */
  readonly following: boolean;
  /** Goes to the end and follows from now on. */
  readonly follow: () => void;
}

/**
 * Keeps the end of a scroll box in sight while its content grows, but only while the reader is there. Any upward intent
 * (wheel, touch, key, scrollbar) lets go at once; coming back to the end takes hold again. Elsewhere it keeps the first line in sight
 * where it is, whatever changes above it.
 *
 * @param memory - where the reader was before; keep it the same from render to render. Without it the box begins at its end.
 * @see docs/spec.md U1, U36 and U37
 */
export function useStickToBottom(
  box: RefObject<HTMLElement | null>,
  content: RefObject<HTMLElement | null>,
  memory?: PlaceMemory,
): StickToBottom {
  const [following, setFollowing] = useState(true);
  const held = useRef(true);

  useEffect(() => {
    const scroller = box.current;
    const inner = content.current;
    if (!scroller || !inner) return undefined;
    const setHeld = (next: boolean) => {
      held.current = next;
      setFollowing(next);
    };
    const place = createReadingPlace(scroller, inner);
    const stay = () => {
      if (held.current) scroller.scrollTo({ top: scroller.scrollHeight });
      else place.restore();
    };
    const notePlace = () => {
      if (!held.current) place.note();
    };
    const observer = new ResizeObserver(stay);
    observer.observe(inner);
    observer.observe(scroller);
    const stopListening = watchReader(scroller, {
      letGo() {
        setHeld(false);
        place.note();
      },
      takeHold: () => setHeld(true),
      isHeld: () => held.current,
    });
    scroller.addEventListener('scroll', notePlace, { passive: true });
    const leave = () => memory?.keep(held.current ? undefined : place.noted());
    addEventListener('pagehide', leave);
    const before = memory?.recall();
    if (before && place.goTo(before)) setHeld(false);
    else stay();
    return () => {
      leave();
      removeEventListener('pagehide', leave);
      scroller.removeEventListener('scroll', notePlace);
      observer.disconnect();
      stopListening();
    };
  }, [box, content, memory]);

  const follow = () => {
    held.current = true;
    setFollowing(true);
    box.current?.scrollTo({ top: box.current.scrollHeight });
  };

  return { following, follow };
}
