import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const css = await readFile(join(import.meta.dirname, '../../src/components/styles/tokens.css'), 'utf8');
type Scheme = 'light' | 'dark';

/** The variables of the block that begins with a line. */
function blockAfter(opening: string): ReadonlyMap<string, string> {
  const from = css.indexOf(opening);
  const text = css.slice(from, css.indexOf('}', from));
  return new Map(
    [...text.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name = '', value = '']) => [name, value.trim()]),
  );
}

const usual = blockAfter('color-scheme: light dark;');
const asked = blockAfter('@variant more-contrast');

/** The relative luminance of a variable. @see https://www.w3.org/TR/WCAG22/#dfn-relative-luminance and https://www.w3.org/TR/css-color-4/#color-conversion-code */
function luminanceOf(name: string, scheme: Scheme, tokens: ReadonlyMap<string, string>): number {
  const value = tokens.get(name) ?? '';
  const other = /^var\((--[\w-]+)\)$/.exec(value)?.[1];
  if (other) return luminanceOf(other, scheme, tokens);
  const colours = [...value.matchAll(/oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)/g)];
  const [lightness = 0, chroma = 0, hue = 0] = (colours[scheme === 'light' ? 0 : 1] ?? []).slice(1).map(Number);
  const [a, b] = [chroma * Math.cos((hue * Math.PI) / 180), chroma * Math.sin((hue * Math.PI) / 180)];
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const linear = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ].map((part) => Math.min(1, Math.max(0, part)));
  const [red = 0, green = 0, blue = 0] = linear;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function ratio(one: string, other: string, scheme: Scheme, tokens: ReadonlyMap<string, string>): number {
  const [low = 0, high = 0] = [one, other]
    .map((name) => luminanceOf(name, scheme, tokens))
    .toSorted((first, second) => first - second);
  return (high + 0.05) / (low + 0.05);
}

const TEXTS = ['--text-1', '--text-2', '--text-3', '--accent', '--danger', '--warn', '--ok'];
const CODE = [...usual.keys()].filter((name) => name.startsWith('--code-'));

test.each(['light', 'dark'] as const)(
  '[U81] in the %s text has 4.5:1, controls 3:1; with more contrast 7:1 and 4.5:1',
  (scheme) => {
    const more = new Map([...usual, ...asked]);
    for (const text of [...TEXTS, ...CODE]) {
      for (const surface of ['--surface-0', '--surface-1', '--card']) {
        expect(ratio(text, surface, scheme, usual), `${text} on ${surface}`).toBeGreaterThanOrEqual(4.5);
        expect(ratio(text, surface, scheme, more), `${text} on ${surface}, more`).toBeGreaterThanOrEqual(7);
      }
    }
    expect(ratio('--line-control', '--surface-0', scheme, usual)).toBeGreaterThanOrEqual(3);
    expect(ratio('--line-control', '--surface-0', scheme, more)).toBeGreaterThanOrEqual(4.5);
  },
);
