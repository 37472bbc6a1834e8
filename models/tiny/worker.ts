import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { createReplyScheduler } from './createReplyScheduler.ts';
import { generateReply } from './generateReply.ts';
import { loadEngine } from './loadEngine.ts';
import type { TinyEvent, TinyRequest } from './TinyModel.ts';
import type { WorkerCommand, WorkerReport, WorkerSetup } from './WorkerMessage.ts';

if (parentPort === null) throw new Error('This file is the entry of a worker thread.');
const port = parentPort;
// Both ends of the port are ours, from the same commit.
const { computedTokens } = workerData as WorkerSetup;

const engine = loadEngine(readFileSync(new URL('./weights/rivulet-tiny-q8_0.gguf', import.meta.url)));

function report(message: WorkerReport): void {
  Atomics.store(computedTokens, 0, engine.transformer.computedTokens);
  port.postMessage(message);
}

const scheduler = createReplyScheduler<TinyEvent>({
  defer: setImmediate,
  later: setTimeout,
  onEvent: (id, event) => report({ type: 'event', id, event }),
  onFailure: (id, cause) => report({ type: 'failed', id, message: String(cause) }),
});

port.on('message', (command: WorkerCommand) => {
  if (command.type === 'stop') scheduler.remove(command.id);
  else scheduler.add(command.id, generateReply(engine, command.request), restMs(command.request));
});

function restMs({ tokensPerSecond }: TinyRequest): number {
  return tokensPerSecond === undefined ? 0 : 1000 / tokensPerSecond;
}
