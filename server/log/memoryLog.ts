import { MAX_LOG_BYTES } from '../../protocol/limits.ts';
import type { GenerationLog } from './GenerationLog.ts';
import { LEASE_MS, LiveLog, type LiveLogOptions } from './LiveLog.ts';
import { MemoryStorage } from './MemoryStorage.ts';
import { defaultRetention, type Retention } from './Retention.ts';

/** How much a log in memory keeps, and for how long. Defaults: 8 MiB a reply, a lease of 15 seconds, and those of `Retention`. */
export type MemoryLogOptions = Partial<LiveLogOptions & Retention>;

/**
 * A generation log in this process's memory. It is gone with the process: clients then find their replies unknown.
 *
 * @see docs/spec.md the family L
 */
export function createMemoryLog(options: MemoryLogOptions = {}): GenerationLog {
  const { now = Date.now, maxReplyBytes = MAX_LOG_BYTES, leaseMs = LEASE_MS } = options;
  return new LiveLog({ now, maxReplyBytes, leaseMs }, new MemoryStorage(now, { ...defaultRetention, ...options }));
}
