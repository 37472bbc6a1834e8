import { percentile } from '../statistics.ts';
import type { Setting } from './Setting.ts';

/** From a delta's arrival to its paint, for plain text. */
export async function measureLatency({ tab, streamOf, note }: Setting): Promise<void> {
  const { frames } = await tab.page.evaluate((address) => window.bench.watchPaints(address), streamOf('words', 500));
  note('plain text, 500 tokens/s', 'delta to paint p50, frames', percentile(frames, 0.5));
  note('plain text, 500 tokens/s', 'delta to paint p95, frames', percentile(frames, 0.95));
}
