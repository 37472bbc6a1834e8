import { parseArgs } from 'node:util';
import type { Gate } from './gates.ts';
import { browserGates, checkGates } from './gates.ts';
import type { TestCounts } from './testCounts.ts';
import { closingLine, gateLine, sumCounts } from './testCounts.ts';

/**
 * `npm test`: every gate one after the other, each even if an earlier one failed. A gate without tests of its own counts as one. The last
 * line is the sum, alone, and each gate's own line says what it skipped; the exit code is 1 when anything failed. `--check` leaves the browser out.
 */
const { values } = parseArgs({ options: { check: { type: 'boolean' } } });
const gates = values.check ? checkGates : [...checkGates, ...browserGates];

const counts: TestCounts[] = [];
for (const gate of gates) counts.push(await pass(gate));

const sum = sumCounts(counts);
process.exitCode = sum.failed === 0 ? 0 : 1;
console.log(`\n${closingLine(sum)}`);

async function pass(gate: Gate): Promise<TestCounts> {
  const startMs = performance.now();
  const result = await gate.run().catch((error: unknown): TestCounts => {
    console.log(error instanceof Error ? error.message : String(error));
    return { passed: 0, failed: 1, skipped: 0 };
  });
  const seconds = ((performance.now() - startMs) / 1000).toFixed(1);
  console.log(`${result.failed === 0 ? '✓' : '✗'} ${gate.name}: ${gateLine(result)} (${seconds} s)`);
  return result;
}
