import { screen } from '@testing-library/react';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { createMockServer } from '../../mocks/node.ts';
import { renderPage } from './renderPage.tsx';

const server = createMockServer();
beforeAll(() => server.listen());
afterEach(() => server.reset());
afterAll(() => server.close());

const PAGE_PX = 800;

/** What of the page is in sight, as Safari tells it; jsdom has none. */
function createView() {
  return Object.assign(new EventTarget(), { scale: 1, height: PAGE_PX, offsetTop: 0 });
}

let view = createView();

beforeEach(() => {
  view = createView();
  vi.stubGlobal('visualViewport', view);
  vi.spyOn(document.documentElement, 'clientHeight', 'get').mockReturnValue(PAGE_PX);
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** Where the frame around the composer begins and ends, from the upper edge of the page. */
function frame(): { top: string; height: string } {
  const box = screen.getByRole('main').parentElement;
  if (!box) throw new Error('The page has no frame.');
  return { top: box.style.top, height: box.style.height };
}

function show(change: Partial<typeof view>, event: 'resize' | 'scroll'): void {
  Object.assign(view, change);
  view.dispatchEvent(new Event(event));
}

test('[U122] the frame of the page ends where the keyboard begins, and goes along when the page is scrolled under it', async () => {
  const page = await renderPage({ screen: 'phone' });
  expect(frame()).toEqual({ top: '', height: '' });
  show({ height: 460 }, 'resize');
  expect(frame()).toEqual({ top: '0px', height: '460px' });
  show({ offsetTop: 120 }, 'scroll');
  expect(frame()).toEqual({ top: '120px', height: '460px' });
  expect(screen.getByRole('main').parentElement).toContainElement(page.message());
  show({ height: PAGE_PX, offsetTop: 0 }, 'resize');
  expect(frame()).toEqual({ top: '', height: '' });
});

test('[U122] a page that was enlarged stays as it is', async () => {
  await renderPage({ screen: 'phone' });
  show({ height: PAGE_PX / 2, scale: 2 }, 'resize');
  expect(frame()).toEqual({ top: '', height: '' });
});
