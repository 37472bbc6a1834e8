import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import type { ScrollMode } from '../settings/settings.ts';
import { createNewLines, type NewLines } from './createNewLines.ts';
import type { PlaceMemory } from './placeMemory.ts';
import { stickToBottom, type Stick } from './stickToBottom.ts';

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
  const [newLines] = useState(createNewLines);
  const [following, setFollowing] = useState(true);
  const latestMode = useRef(mode);
  useEffect(() => {
    latestMode.current = mode;
  }, [mode]);
  const stick = useRef<Stick>(undefined);
  // While the turns are still in the document and can be measured.
  useLayoutEffect(() => () => stick.current?.leave(), []);
  useEffect(() => {
    const [scroller, inner] = [box.current, content.current];
    if (!scroller || !inner) return undefined;
    const { leave, stop } = (stick.current = stickToBottom({
      scroller,
      content: inner,
      newLines,
      memory,
      mode: () => latestMode.current,
      onFollowing: setFollowing,
    }));
    addEventListener('pagehide', leave);
    return () => {
      removeEventListener('pagehide', leave);
      stop();
    };
  }, [box, content, memory, newLines]);
  return { following, newLines, follow: (why) => stick.current?.follow(why) };
}
