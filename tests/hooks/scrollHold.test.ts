import { expect, test } from 'vitest';
import {
  holdAfter,
  holdAtOpening,
  stepAfterLayout,
  type ScrollHold,
  type ScrollIntent,
} from '../../src/hooks/scrollHold.ts';
import type { ScrollMode } from '../../src/settings/settings.ts';

const HOLDS: readonly ScrollHold[] = ['end', 'asked', 'question', 'free'];
const MODES: readonly ScrollMode[] = ['hold', 'end', 'question', 'off'];
const VIEW = { top: 100, end: 300, question: 150, answering: true };

test('[U1] whatever is followed, in whatever mode, a reader who looks elsewhere is let go', () => {
  for (const hold of HOLDS) for (const mode of MODES) expect(holdAfter(hold, 'let go', mode)).toBe('free');
});

test('[U1] a change of the layout never takes hold of a reader who was let go', () => {
  for (const mode of MODES) expect(stepAfterLayout('free', VIEW, mode)).toEqual({ hold: 'free' });
});

const INTENTS: readonly (readonly [ScrollIntent, Readonly<Record<ScrollMode, ScrollHold>>])[] = [
  ['reach end', { hold: 'end', end: 'end', question: 'end', off: 'free' }],
  ['jump', { hold: 'end', end: 'end', question: 'end', off: 'free' }],
  ['ask', { hold: 'asked', end: 'end', question: 'asked', off: 'asked' }],
];

test.each(INTENTS)('[U1] what holds after "%s", in each mode', (intent, holds) => {
  for (const mode of MODES) expect(holdAfter('free', intent, mode)).toBe(holds[mode]);
});

test('[U67] the end is followed until the question has come to the top, and not further', () => {
  expect(stepAfterLayout('question', { ...VIEW, end: 120 }, 'hold')).toEqual({ hold: 'question', top: 120 });
  expect(stepAfterLayout('question', VIEW, 'hold')).toEqual({ hold: 'free', top: 150 });
});

test('[U67] an answer that comes in one piece is read from the beginning too', () => {
  expect(stepAfterLayout('asked', { ...VIEW, end: 9000 }, 'hold')).toEqual({ hold: 'free', top: 150 });
});

test('[U67] the question before the one that was sent is none to stop at', () => {
  expect(stepAfterLayout('asked', { ...VIEW, answering: false }, 'hold')).toEqual({ hold: 'asked', top: 300 });
});

test('[U67] a reply that goes on far below its question is followed to its end', () => {
  expect(stepAfterLayout('asked', { ...VIEW, question: 20 }, 'hold')).toEqual({ hold: 'end', top: 300 });
});

test('[U67] the question goes to the top at once, with room below it, where that is set', () => {
  expect(stepAfterLayout('asked', { ...VIEW, end: 120 }, 'question')).toEqual({ hold: 'free', top: 150, room: true });
});

test('[U67] where scrolling is off a question is shown once, and nothing moves from then on', () => {
  expect(stepAfterLayout('asked', VIEW, 'off')).toEqual({ hold: 'free', top: 300 });
});

test('[U67] a chat that is opened is followed as the mode says', () => {
  expect(MODES.map((mode) => holdAtOpening(VIEW, mode))).toEqual(['question', 'end', 'question', 'free']);
  expect(holdAtOpening({ ...VIEW, question: 20 }, 'hold')).toBe('end');
});
