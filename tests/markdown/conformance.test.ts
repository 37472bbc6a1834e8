import { describe, expect, test } from 'vitest';
import { examples } from '../../scripts/conformance/examples.ts';
import { intendedDifferences } from '../../scripts/conformance/intendedDifferences.ts';
import { verdicts } from '../../scripts/conformance/verdicts.ts';

describe('the examples of CommonMark and GFM', () => {
  test('[M55] are all there', () => {
    expect(examples.filter(({ id }) => id.startsWith('CommonMark'))).toHaveLength(652);
    expect(examples.filter(({ id }) => id.startsWith('GFM'))).toHaveLength(24);
  });

  test('[M55] say what they should, unless they differ on purpose', () => {
    const failed = verdicts.filter(({ passes, reason }) => !passes && reason === undefined);
    expect(failed.map(({ example, html }) => ({ ...example, ours: html }))).toEqual([]);
  });

  test('[M55] are not called different when they are not', () => {
    const passed = verdicts.filter(({ example, passes }) => passes && intendedDifferences.has(example.id));
    expect(passed.map(({ example }) => example.id)).toEqual([]);
  });
});
