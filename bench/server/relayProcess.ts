import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** What stands between the model server and the readers. */
export type RelayKind = 'pipe' | 'memory' | 'sqlite';

/** A relay in a process of its own. */
export interface Relay {
  readonly port: number;
  /** The time that it has used so far. */
  cpuMicroseconds(): Promise<number>;
  /** What it holds; garbage is collected first, which costs time of its own. */
  memoryBytes(): Promise<number>;
  stop(): void;
}

/** Starts a relay to a model server, with flags for V8 if need be. */
export async function startRelay(
  kind: RelayKind,
  upstreamUrl: string,
  v8Flags: readonly string[] = [],
): Promise<Relay> {
  const child = fork(`${import.meta.dirname}/relay.ts`, [kind, upstreamUrl], { execArgv: ['--expose-gc', ...v8Flags] });
  const { port } = await messageOf(child);
  return {
    port: Number(port),
    cpuMicroseconds: () => ask(child, 'cpu'),
    memoryBytes: () => ask(child, 'memory'),
    stop: () => child.disconnect(),
  };
}

async function ask(child: ChildProcess, question: 'cpu' | 'memory'): Promise<number> {
  child.send(question);
  const { value } = await messageOf(child);
  return Number(value);
}

async function messageOf(child: ChildProcess): Promise<Readonly<Record<string, unknown>>> {
  const [message] = (await once(child, 'message')) as [Record<string, unknown>];
  return message;
}
