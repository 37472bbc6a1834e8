import { expect, test } from 'vitest';
import { copySources } from '../../../src/markdown/math/copySources.ts';

test('[M43] the sources of formulas are shown while a copy is made, and not a frame longer', async () => {
  copySources(document);
  const seen: (string | undefined)[] = [];
  const readCopy = () => seen.push(document.documentElement.dataset['copies']);
  document.body.addEventListener('copy', readCopy);
  document.body.dispatchEvent(new Event('copy', { bubbles: true }));
  expect(seen).toEqual(['']);
  await new Promise(requestAnimationFrame);
  expect(document.documentElement.dataset['copies']).toBeUndefined();
  document.body.removeEventListener('copy', readCopy);
});
