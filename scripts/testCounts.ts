/** How many tests of a run passed, failed and were skipped. */
export interface TestCounts {
  passed: number;
  failed: number;
  skipped: number;
}

/** No test at all. */
export const noTests: TestCounts = { passed: 0, failed: 0, skipped: 0 };

/**
 * Reads the report of Vitest's JSON reporter. A test file that could not be loaded has no tests to fail, so it counts as one failure.
 * @throws {Error} when the text is no such report.
 */
export function vitestCounts(reportText: string): TestCounts {
  const report = recordOf(JSON.parse(reportText));
  const files = Array.isArray(report['testResults']) ? report['testResults'].map(recordOf) : [];
  const unloaded = files.filter((file) => file['status'] === 'failed' && !hasFailedTest(file)).length;
  return {
    passed: numberOf(report, 'numPassedTests'),
    failed: numberOf(report, 'numFailedTests') + unloaded,
    skipped: numberOf(report, 'numPendingTests') + numberOf(report, 'numTodoTests'),
  };
}

/**
 * Reads the report of Playwright's JSON reporter. A flaky test passed in the end and counts as passed; an error outside any test counts as
 * one failure each.
 * @throws {Error} when the text is no such report.
 */
export function playwrightCounts(reportText: string): TestCounts {
  const report = recordOf(JSON.parse(reportText));
  const stats = recordOf(report['stats']);
  const errors = Array.isArray(report['errors']) ? report['errors'].length : 0;
  return {
    passed: numberOf(stats, 'expected') + numberOf(stats, 'flaky'),
    failed: numberOf(stats, 'unexpected') + errors,
    skipped: numberOf(stats, 'skipped'),
  };
}

/** Adds a failure when the runner says it failed but counted none, as Vitest does on an unhandled error, or when it ran nothing. */
export function withExitCode(counts: TestCounts, exitCode: number): TestCounts {
  const ranNothing = counts.passed + counts.failed + counts.skipped === 0;
  const failedSilently = exitCode !== 0 && counts.failed === 0;
  return ranNothing || failedSilently ? { ...counts, failed: counts.failed + 1 } : counts;
}

/** The sum of several runs. */
export function sumCounts(all: readonly TestCounts[]): TestCounts {
  const sum = { ...noTests };
  for (const { passed, failed, skipped } of all) {
    sum.passed += passed;
    sum.failed += failed;
    sum.skipped += skipped;
  }
  return sum;
}

/** `12 passed, 0 failed`: nothing else, whoever reads the run by its last line finds these two numbers there. */
export function closingLine({ passed, failed }: TestCounts): string {
  return `${passed} passed, ${failed} failed`;
}

/** What one gate counted: the same, and `, 3 skipped` when there are any. */
export function gateLine(counts: TestCounts): string {
  return closingLine(counts) + (counts.skipped > 0 ? `, ${counts.skipped} skipped` : '');
}

function hasFailedTest(file: Record<string, unknown>): boolean {
  const tests = file['assertionResults'];
  return Array.isArray(tests) && tests.some((test) => recordOf(test)['status'] === 'failed');
}

function recordOf(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null) throw new Error('The test report is not in the expected form.');
  return Object.fromEntries(Object.entries(value));
}

function numberOf(record: Record<string, unknown>, field: string): number {
  const value = record[field];
  if (typeof value !== 'number') throw new Error(`The test report has no number in "${field}".`);
  return value;
}
