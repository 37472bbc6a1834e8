import { afterEach, expect, test, vi } from 'vitest';
import { formatLocales } from '../../src/words/formatLocales.ts';
import { speak } from '../../src/words/say.ts';

afterEach(() => speak('en', {}));

test('[U91] times are written as the device has them, if that is of the language of the page', () => {
  vi.spyOn(navigator, 'languages', 'get').mockReturnValue(['en-GB', 'de-AT', 'en']);
  expect(formatLocales()).toEqual(['en-GB', 'en']);
  speak('de', {});
  expect(formatLocales()).toEqual(['de-AT']);
  speak('ar', {});
  expect(formatLocales()).toEqual(['ar']);
});
