/** Where the next reply of the model `held` stands still until it is stopped. */
export type HoldingPlace = 'mid-stream' | 'before-first-token';

/** How it is told: it stands still somewhere, or each of its words is the time at which it was sent. */
export type Telling = HoldingPlace | 'clock';

/** What the children of the bench say. Times are milliseconds since 1970. */
export type ChildMessage =
  | { readonly type: 'ready'; readonly address: string }
  | { readonly type: 'stop-request'; readonly atMs: number }
  | { readonly type: 'served' }
  | { readonly type: 'held' }
  | { readonly type: 'closed'; readonly atMs: number };

/** Says something to the process that started this one. */
export function tellParent(message: ChildMessage): void {
  process.send?.(message);
}

/** The time of day that never goes back and has parts of a millisecond, as the model server's records have it. */
export function epochMs(): number {
  return performance.timeOrigin + performance.now();
}
