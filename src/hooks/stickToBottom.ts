import type { ScrollMode } from '../settings/settings.ts';
import type { NewLines } from './createNewLines.ts';
import { createReadingPlace } from './createReadingPlace.ts';
import type { PlaceMemory } from './placeMemory.ts';
import { holdAfter, holdAtOpening, stepAfterLayout, type ScrollHold } from './scrollHold.ts';
import { makeRoom, viewOf } from './threadView.ts';
import { watchReader } from './watchReader.ts';

/** What holds a scroll box, and whom it tells. */
export interface StickParts {
  readonly scroller: HTMLElement;
  readonly content: HTMLElement;
  readonly newLines: NewLines;
  readonly memory: PlaceMemory | undefined;
  readonly mode: () => ScrollMode;
  readonly onFollowing: (following: boolean) => void;
}

/** A scroll box that is held. */
export interface Stick {
  readonly follow: (why: 'jump' | 'ask') => void;
  /** Remembers the place, while it can be measured. */
  readonly leave: () => void;
  readonly stop: () => void;
}

/** Holds a scroll box from now on, beginning where its reader was. */
export function stickToBottom({ scroller, content, newLines, memory, mode, onFollowing }: StickParts): Stick {
  let hold: ScrollHold = 'end';
  const place = createReadingPlace(scroller, content);
  const setHold = (next: ScrollHold): void => {
    hold = next;
    onFollowing(next !== 'free');
  };
  const settle = (): void => {
    if (hold === 'free') place.note();
    newLines.look(scroller, content);
  };
  const reader = watchReader(scroller, (intent) => {
    if (intent !== 'move') setHold(holdAfter(hold, intent, mode()));
    settle();
  });
  const goTo = (top: number): void => {
    scroller.scrollTo({ top });
    reader.expectPlace();
  };
  const stay = (): void => {
    const { hold: next, top, room } = stepAfterLayout(hold, viewOf(scroller, content), mode());
    if (room && top !== undefined) makeRoom(scroller, content, top);
    if (top === undefined) place.restore();
    else goTo(top);
    reader.expectPlace();
    if (next === hold) newLines.look(scroller, content);
    else {
      setHold(next);
      settle();
    }
  };
  const observer = new ResizeObserver(stay);
  observer.observe(content);
  observer.observe(scroller);
  const before = memory?.recall();
  goTo(scroller.scrollHeight);
  if (before && place.goTo(before)) setHold('free');
  else setHold(holdAtOpening(viewOf(scroller, content), mode()));
  place.note();
  stay();
  return {
    follow(why) {
      if (why === 'ask') content.style.minBlockSize = '';
      setHold(holdAfter(hold, why, mode()));
      goTo(scroller.scrollHeight);
      settle();
    },
    leave: () => memory?.keep(hold === 'free' ? place.noted() : place.atEnd()),
    stop() {
      observer.disconnect();
      reader.stop();
    },
  };
}
