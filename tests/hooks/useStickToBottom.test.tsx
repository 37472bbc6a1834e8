import { act, fireEvent, render, screen } from '@testing-library/react';
import { useLayoutEffect, useRef } from 'react';
import { beforeEach, expect, test, vi } from 'vitest';
import { useStickToBottom } from '../../src/hooks/useStickToBottom.ts';

const VIEW_PX = 400;

/** Tells every resize observer that something has grown, as the browser does after layout. */
let notifyResize: () => void;

beforeEach(() => {
  const callbacks = new Set<() => void>();
  notifyResize = () => callbacks.forEach((callback) => callback());
  vi.stubGlobal(
    'ResizeObserver',
    class {
      readonly #callback: () => void;
      constructor(callback: () => void) {
        this.#callback = callback;
      }
      observe(): void {
        callbacks.add(this.#callback);
      }
      disconnect(): void {
        callbacks.delete(this.#callback);
      }
    },
  );
});

function Box() {
  const box = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const { following, follow } = useStickToBottom(box, content);
  useLayoutEffect(() => giveGeometry(box.current), []);
  return (
    <>
      <div ref={box} role="region" aria-label="Box" data-following={following}>
        <div ref={content}>
          <textarea aria-label="Editor" />
        </div>
      </div>
      <button type="button" onClick={() => follow('jump')}>
        Jump
      </button>
    </>
  );
}

/** What jsdom does not have: a height, a content that is higher, and a place in it. */
function giveGeometry(element: HTMLElement | null): void {
  if (!element) return;
  let [top, height] = [0, 1000];
  const setTop = (next: number): void => {
    top = Math.max(0, Math.min(next, height - VIEW_PX));
  };
  const setHeight = (next: number): void => {
    height = next;
  };
  Object.defineProperties(element, {
    clientHeight: { value: VIEW_PX },
    scrollHeight: { get: () => height, set: setHeight },
    scrollTop: { get: () => top, set: setTop },
    scrollTo: {
      value(options: ScrollToOptions) {
        setTop(options.top ?? top);
        element.dispatchEvent(new Event('scroll'));
      },
    },
  });
}

function renderBox() {
  render(<Box />);
  const box = screen.getByRole('region');
  return {
    box,
    following: () => box.dataset['following'] === 'true',
    /** More text comes in. */
    grow(px: number) {
      Object.assign(box, { scrollHeight: box.scrollHeight + px });
      act(notifyResize);
    },
    /** The reader moves: the place changes, and the browser says so. */
    scroll(px: number) {
      box.scrollTop += px;
      fireEvent.scroll(box);
    },
    atEnd: () => box.scrollTop === box.scrollHeight - VIEW_PX,
  };
}

test('[U1] the end is in sight at first and stays there while the content grows', () => {
  const { atEnd, grow, following } = renderBox();
  expect(atEnd()).toBe(true);
  grow(300);
  expect(atEnd()).toBe(true);
  expect(following()).toBe(true);
});

const INTENTS: readonly (readonly [string, (box: HTMLElement) => void])[] = [
  ['a turn of the wheel', (box) => fireEvent.wheel(box, { deltaY: -1 })],
  ['the key PageUp', (box) => fireEvent.keyDown(box, { key: 'PageUp' })],
  ['the key ArrowUp', (box) => fireEvent.keyDown(box, { key: 'ArrowUp' })],
  ['the key Home', (box) => fireEvent.keyDown(box, { key: 'Home' })],
  ['Shift and Space', (box) => fireEvent.keyDown(box, { key: ' ', shiftKey: true })],
  ['a quick finger', (box) => drag(box, [100, 140])],
  ['a slow finger', (box) => drag(box, [100, 101, 102, 103, 104])],
  [
    'the scrollbar',
    (box) => {
      Object.assign(box, { scrollTop: box.scrollTop - 50 });
      fireEvent.scroll(box);
    },
  ],
];

function drag(box: HTMLElement, [start, ...moves]: readonly number[]): void {
  fireEvent.touchStart(box, { touches: [{ clientY: start }] });
  for (const clientY of moves) fireEvent.touchMove(box, { touches: [{ clientY }] });
}

test.each(INTENTS)('[U1] %s upwards lets go at once, and what comes then moves nothing', (_words, intend) => {
  const { box, grow, following } = renderBox();
  intend(box);
  expect(following()).toBe(false);
  const top = box.scrollTop;
  grow(500);
  expect(box.scrollTop).toBe(top);
});

const NO_INTENTS: readonly (readonly [string, (box: HTMLElement) => void])[] = [
  ['a turn of the wheel downwards', (box) => fireEvent.wheel(box, { deltaY: 20 })],
  ['zooming with the wheel', (box) => fireEvent.wheel(box, { deltaY: -20, ctrlKey: true })],
  ['Space', (box) => fireEvent.keyDown(box, { key: ' ' })],
  ['ArrowUp in a box of text', () => fireEvent.keyDown(screen.getByRole('textbox'), { key: 'ArrowUp' })],
  ['a finger that moves up', (box) => drag(box, [100, 40, 41])],
  [
    'content that shrinks',
    (box) => {
      Object.assign(box, { scrollHeight: box.scrollHeight - 100, scrollTop: box.scrollTop - 100 });
      fireEvent.scroll(box);
    },
  ],
  [
    'content that shrinks, and grows by a line before the browser says so',
    (box) => {
      Object.assign(box, { scrollHeight: box.scrollHeight - 100, scrollTop: box.scrollTop - 100 });
      Object.assign(box, { scrollHeight: box.scrollHeight + 37 });
      fireEvent.scroll(box);
    },
  ],
];

test.each(NO_INTENTS)('[U1] %s does not let go', (_words, move) => {
  const { box, grow, following, atEnd } = renderBox();
  move(box);
  expect(following()).toBe(true);
  grow(100);
  expect(atEnd()).toBe(true);
});

test('[U1] coming back to the end takes hold again, coming near it does not', () => {
  const { box, grow, following, scroll, atEnd } = renderBox();
  fireEvent.wheel(box, { deltaY: -100 });
  scroll(-100);
  scroll(60);
  expect(following()).toBe(false);
  scroll(40);
  expect(following()).toBe(true);
  grow(100);
  expect(atEnd()).toBe(true);
});

test('[U1] jumping to the latest follows from then on', () => {
  const { box, grow, following, scroll, atEnd } = renderBox();
  fireEvent.wheel(box, { deltaY: -100 });
  scroll(-100);
  fireEvent.click(screen.getByRole('button'));
  expect(following()).toBe(true);
  expect(atEnd()).toBe(true);
  grow(100);
  expect(atEnd()).toBe(true);
});

test('[U1] where everything fits there is nothing to let go of', () => {
  const { box, following } = renderBox();
  Object.assign(box, { scrollHeight: VIEW_PX, scrollTop: 0 });
  fireEvent.wheel(box, { deltaY: -100 });
  fireEvent.keyDown(box, { key: 'Home' });
  expect(following()).toBe(true);
});
