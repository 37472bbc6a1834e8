/** What the page of this bench tells, and offers, to whoever drives it. */
export interface BenchWindow {
  /** When chat, list and box were drawn, in milliseconds since the navigation began. */
  startedMs?: number;
  /** The tasks over 50 ms since they have been watched. */
  longTasksMs: number[];
  /** Writes chats through the page's own repository, and waits until they are stored. */
  seed(this: void, from: number, to: number, messagesEach: number): Promise<void>;
}

declare global {
  interface Window extends BenchWindow {}
}
