import { fireEvent, render, screen } from '@testing-library/react';
import { useRef } from 'react';
import { beforeEach, expect, test, vi } from 'vitest';
import { useCopySelection, type SelectionWriter } from '../../src/hooks/useCopySelection.ts';

const write = vi.fn<SelectionWriter['write']>();
const prepare = vi.fn<SelectionWriter['prepare']>();
const writer: SelectionWriter = { write, prepare };

beforeEach(() => {
  write.mockReset();
  write.mockReturnValue({ 'text/plain': '**one**', 'text/html': '<p>one</p>' });
  prepare.mockReset();
});

function Page() {
  const area = useRef<HTMLDivElement>(null);
  useCopySelection(area, writer);
  return (
    <>
      <div ref={area}>
        <p>one</p>
        <textarea aria-label="Field" />
      </div>
      <p>elsewhere</p>
    </>
  );
}

/** Selects a text of the page and copies it. */
function copy(words: string, target: Element = screen.getByText(words)) {
  getSelection()?.selectAllChildren(screen.getByText(words));
  const formats = new Map<string, string>();
  // jsdom has no DataTransfer; only what is set in it matters here.
  const clipboardData = { setData: (format: string, text: string) => formats.set(format, text) };
  const isLeft = fireEvent.copy(target, { clipboardData });
  return { formats, isLeft };
}

test('[M62] a copied selection of the area is what the writer makes of it', () => {
  render(<Page />);
  const { formats, isLeft } = copy('one');
  expect(isLeft).toBe(false);
  expect(Object.fromEntries(formats)).toEqual({ 'text/plain': '**one**', 'text/html': '<p>one</p>' });
  expect(write.mock.calls[0]?.[0].toString()).toBe('one');
});

test('[M62] a selection in a field, outside of the area, or of which the writer makes nothing is left to the browser', () => {
  render(<Page />);
  expect(copy('one', screen.getByRole('textbox')).isLeft).toBe(true);
  expect(copy('elsewhere').isLeft).toBe(true);
  expect(write).not.toHaveBeenCalled();
  write.mockReturnValue(undefined);
  expect(copy('one').isLeft).toBe(true);
});

test('[M62] a selection that reaches beyond the area goes to the writer too', () => {
  render(<Page />);
  getSelection()?.selectAllChildren(document.body);
  fireEvent.copy(document.body, { clipboardData: { setData: vi.fn<DataTransfer['setData']>() } });
  expect(write).toHaveBeenCalledOnce();
});

test('[M62] the writer is told before something is copied', () => {
  render(<Page />);
  expect(prepare).not.toHaveBeenCalled();
  fireEvent.pointerDown(screen.getByText('one'));
  expect(prepare).toHaveBeenCalledOnce();
  getSelection()?.selectAllChildren(screen.getByText('one'));
  document.dispatchEvent(new Event('selectionchange'));
  expect(prepare.mock.calls.length).toBeGreaterThan(1);
});
