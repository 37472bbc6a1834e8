import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { useCopy } from '../../src/hooks/useCopy.ts';
import { SessionContext } from '../../src/hooks/useSession.ts';
import { createTestSession } from '../session/createTestSession.ts';

/** What the browser would have copied, and the element it stood in. */
const copied: { text: string; inside: Element | null }[] = [];

beforeEach(() => {
  copied.length = 0;
  // Over plain http there is no clipboard API; jsdom has no copy command.
  vi.stubGlobal('navigator', {});
  Object.defineProperty(document, 'execCommand', {
    configurable: true,
    value() {
      const field = document.querySelector('textarea');
      if (!field || field.selectionEnd !== field.value.length) return false;
      copied.push({ text: field.value, inside: field.parentElement });
      return true;
    },
  });
});

afterEach(() => {
  Reflect.deleteProperty(document, 'execCommand');
  vi.unstubAllGlobals();
});

function CopyButton() {
  const [state, copy] = useCopy();
  return (
    <button type="button" onClick={() => copy({ 'text/plain': 'let a = 1;' })}>
      {state}
    </button>
  );
}

function drawInSession(inside: (button: ReactNode) => ReactNode) {
  const { session, state } = createTestSession();
  render(<SessionContext value={session}>{inside(<CopyButton />)}</SessionContext>);
  const button = screen.getByRole('button');
  button.focus();
  // user-event would bring a clipboard of its own.
  fireEvent.click(button);
  return { button, state };
}

test('[U9] without the clipboard API a text is copied too, and the button keeps the focus', async () => {
  const { button, state } = drawInSession((element) => element);
  await waitFor(() => expect(state().announcement).toBe('Copied'));
  expect(copied).toEqual([{ text: 'let a = 1;', inside: document.body }]);
  expect(button).toHaveFocus();
  expect(document.querySelector('textarea')).toBeNull();
});

test('[U9] in an open dialog, where nothing else can be selected, it is selected inside of the dialog', async () => {
  drawInSession((button) => <dialog open>{button}</dialog>);
  await waitFor(() => expect(copied).toEqual([{ text: 'let a = 1;', inside: screen.getByRole('dialog') }]));
});
