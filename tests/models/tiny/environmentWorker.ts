import { parentPort } from 'node:worker_threads';
import type { WorkerCommand, WorkerReport } from '../../../models/tiny/WorkerMessage.ts';

/** A worker that answers every request with its environment. */
if (parentPort === null) throw new Error('This file is the entry of a worker thread.');
const port = parentPort;

port.on('message', ({ id }: WorkerCommand) => {
  report({ type: 'event', id, event: { type: 'text', text: JSON.stringify(process.env) } });
  report({ type: 'event', id, event: { type: 'end', finishReason: 'stop', promptTokens: 0, completionTokens: 0 } });
});

function report(message: WorkerReport): void {
  port.postMessage(message);
}
