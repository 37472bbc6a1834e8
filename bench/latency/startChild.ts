import { fork } from 'node:child_process';
import { on } from 'node:events';
import type { ChildMessage, Telling } from './tellParent.ts';

/** A child process of the bench that has said its address. */
export interface Child {
  readonly address: string;
  send(telling: Telling): void;
  /** The next message. @throws {Error} when it is of another type. */
  next<Type extends ChildMessage['type']>(type: Type): Promise<Extract<ChildMessage, { type: Type }>>;
  /** Lets go of it; it ends by itself. */
  release(): void;
}

/** Starts a file of this directory as a process of its own. */
export async function startChild(file: string, ...args: readonly string[]): Promise<Child> {
  const child = fork(`${import.meta.dirname}/${file}`, args);
  const messages = on(child, 'message', { close: ['exit'] });
  const next: Child['next'] = async (type) => {
    const { value } = await messages.next();
    const [message] = (value ?? []) as [ChildMessage?]; // Both ends are in this directory.
    const said = message?.type ?? 'nothing';
    if (message?.type !== type) throw new Error(`${file} said ${said} where ${type} was expected.`);
    return message as Extract<ChildMessage, { type: typeof type }>; // Just compared.
  };
  const { address } = await next('ready');
  return { address, send: (telling) => child.send(telling), next, release: () => child.disconnect() };
}
