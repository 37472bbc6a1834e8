import { fireEvent, render, screen } from '@testing-library/react';
import { useRef } from 'react';
import { expect, test, vi } from 'vitest';
import { useEscape } from '../../src/hooks/useEscape.ts';

function Chat({ name, onEscape }: { name: string; onEscape: () => void }) {
  const root = useRef<HTMLElement>(null);
  useEscape(root, onEscape);
  return (
    <section ref={root} data-chat>
      <textarea aria-label={name} />
    </section>
  );
}

function renderTwoChats() {
  const [first, second] = [vi.fn<() => void>(), vi.fn<() => void>()];
  render(
    <>
      <Chat name="First" onEscape={first} />
      <Chat name="Second" onEscape={second} />
      <input aria-label="Of the page" />
      <button type="button">Elsewhere</button>
    </>,
  );
  const calls = () => [first.mock.calls.length, second.mock.calls.length];
  return { calls, field: (name: string) => screen.getByRole('textbox', { name }) };
}

test('[U5] of two chats on a page Esc is heard by the one it is pressed in', () => {
  const { calls, field } = renderTwoChats();
  fireEvent.keyDown(field('Second'), { key: 'Escape' });
  expect(calls()).toEqual([0, 1]);
});

test('[U5] Esc elsewhere on the page is heard by every chat, but not from a field of the page', () => {
  const { calls, field } = renderTwoChats();
  fireEvent.keyDown(screen.getByRole('button'), { key: 'Escape' });
  expect(calls()).toEqual([1, 1]);
  fireEvent.keyDown(field('Of the page'), { key: 'Escape' });
  expect(calls()).toEqual([1, 1]);
});

test('[U5] another key, and an Esc that somebody has used, are not heard', () => {
  const { calls, field } = renderTwoChats();
  fireEvent.keyDown(field('First'), { key: 'Enter' });
  field('First').addEventListener('keydown', (event) => event.preventDefault());
  fireEvent.keyDown(field('First'), { key: 'Escape' });
  expect(calls()).toEqual([0, 0]);
});
