import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** What stands between the model server and the readers. */
export type RelayKind = 'pipe' | 'memory' | 'sqlite';

/** A relay in a process of its own. */
export interface Relay {
  readonly port: number;
  /** What it has used so far; garbage is collected first. */
  usage(): Promise<{ readonly cpuMicroseconds: number; readonly memoryBytes: number }>;
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
    async usage() {
      child.send('usage');
      const { cpuMicroseconds, memoryBytes } = await messageOf(child);
      return { cpuMicroseconds: Number(cpuMicroseconds), memoryBytes: Number(memoryBytes) };
    },
    stop: () => child.disconnect(),
  };
}

async function messageOf(child: ChildProcess): Promise<Readonly<Record<string, unknown>>> {
  const [message] = (await once(child, 'message')) as [Record<string, unknown>];
  return message;
}
