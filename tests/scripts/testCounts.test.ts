import { describe, expect, test } from 'vitest';
import {
  closingLine,
  gateLine,
  noTests,
  playwrightCounts,
  sumCounts,
  vitestCounts,
  withExitCode,
} from '../../scripts/testCounts.ts';

const vitestReport = { numPassedTests: 7, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1, testResults: [] };
const playwrightReport = { stats: { expected: 4, unexpected: 1, flaky: 1, skipped: 2 }, errors: [] };

describe('the reports of the runners', () => {
  test("[A13] Vitest's report gives passed, failed and skipped, with todos among the skipped", () => {
    expect(vitestCounts(JSON.stringify(vitestReport))).toEqual({ passed: 7, failed: 1, skipped: 3 });
  });

  test('[A13] a test file that could not be loaded is one failure, a file with a failed test is not another', () => {
    const testResults = [
      { status: 'failed', assertionResults: [] },
      { status: 'failed', assertionResults: [{ status: 'passed' }, { status: 'failed' }] },
      { status: 'passed', assertionResults: [{ status: 'passed' }] },
    ];
    expect(vitestCounts(JSON.stringify({ ...vitestReport, testResults })).failed).toBe(2);
  });

  test("[A13] Playwright's report counts a flaky test as passed and an error outside any test as failed", () => {
    expect(playwrightCounts(JSON.stringify({ ...playwrightReport, errors: [{ message: 'no config' }] }))).toEqual({
      passed: 5,
      failed: 2,
      skipped: 2,
    });
  });

  test.each(['{}', 'null', '[]', '{"numPassedTests":"7"}'])('[A13] %s is no report, and says so', (text) => {
    expect(() => vitestCounts(text)).toThrow(/test report/);
    expect(() => playwrightCounts(text)).toThrow(/test report/);
  });
});

describe('the closing line', () => {
  test('[A13] a runner that fails without a failed test counts as one failure', () => {
    expect(withExitCode({ passed: 3, failed: 0, skipped: 0 }, 1)).toEqual({ passed: 3, failed: 1, skipped: 0 });
    expect(withExitCode({ passed: 3, failed: 2, skipped: 0 }, 1).failed).toBe(2);
    expect(withExitCode({ passed: 3, failed: 0, skipped: 0 }, 0).failed).toBe(0);
  });

  test('[A13] a runner that found no test has failed', () => {
    expect(withExitCode(noTests, 0).failed).toBe(1);
  });

  test('[A13] the last line is the sum of all gates and nothing else; a gate also says what it skipped', () => {
    const gates = [{ passed: 1, failed: 0, skipped: 0 }, vitestCounts(JSON.stringify(vitestReport))];
    expect(closingLine(sumCounts(gates))).toBe('8 passed, 1 failed');
    expect(gateLine(sumCounts(gates))).toBe('8 passed, 1 failed, 3 skipped');
    expect(gateLine({ passed: 8, failed: 0, skipped: 0 })).toBe('8 passed, 0 failed');
  });
});
