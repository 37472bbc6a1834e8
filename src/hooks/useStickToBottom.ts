import { useEffect, useRef, useState, type RefObject } from 'react';
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
 * (wheel, touch, key, scrollbar) lets go at once; coming back to the end takes hold again.
 *
 * @see docs/spec.md U1
 */
export function useStickToBottom(
  box: RefObject<HTMLElement | null>,
  content: RefObject<HTMLElement | null>,
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
    const stayAtEnd = () => {
      if (held.current) scroller.scrollTo({ top: scroller.scrollHeight });
    };
    const observer = new ResizeObserver(stayAtEnd);
    observer.observe(inner);
    observer.observe(scroller);
    const stopListening = watchReader(scroller, {
      letGo: () => setHeld(false),
      takeHold: () => setHeld(true),
      isHeld: () => held.current,
    });
    stayAtEnd();
    return () => {
      observer.disconnect();
      stopListening();
    };
  }, [box, content]);

  const follow = () => {
    held.current = true;
    setFollowing(true);
    box.current?.scrollTo({ top: box.current.scrollHeight });
  };

  return { following, follow };
}
