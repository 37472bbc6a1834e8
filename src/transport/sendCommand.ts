import type { Clock } from './Clock.ts';

/** How often a command is sent before the server counts as out of reach. */
const MAX_TRIES = 4;
const PAUSE_MS = 400;
const PATIENCE_MS = 4000;

/** A short request whose answer nobody reads. */
export interface Command {
  readonly url: string;
  readonly init: RequestInit;
}

/**
 * Sends a short request until the server has taken note. It outlives the page (`keepalive`). A server that says that there
 * is nothing to do has taken note.
 *
 * @returns whether it has; never rejects.
 */
export async function sendCommand(command: Command, send: typeof fetch, clock: Clock): Promise<boolean> {
  for (let tries = 1; ; tries += 1) {
    const status = await statusOf(command, send, clock);
    if (status !== undefined && status < 300) return true;
    if (status === 404 || status === 410) return true;
    const mayPass = status === undefined || status === 408 || status === 429 || status >= 500;
    if (!mayPass || tries === MAX_TRIES) return false;
    await new Promise<void>((resolve) => {
      clock.after(PAUSE_MS * tries, resolve);
    });
  }
}

/** The status of the answer, or `undefined` when there was none in time. */
async function statusOf(command: Command, send: typeof fetch, clock: Clock): Promise<number | undefined> {
  const patience = new AbortController();
  const cancel = clock.after(PATIENCE_MS, () => patience.abort());
  try {
    const response = await send(command.url, { ...command.init, keepalive: true, signal: patience.signal });
    response.body?.cancel().catch(() => undefined); // Its socket is free sooner when nobody reads it.
    return response.status;
  } catch {
    return undefined;
  } finally {
    cancel();
  }
}
