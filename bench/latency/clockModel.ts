import { setTimeout as sleep } from 'node:timers/promises';
import { text } from '../../mocks/script.ts';
import type { ChatModel } from '../../models/ChatModel.ts';
import { epochMs } from './tellParent.ts';

/** How many words it says, and how long it rests before each, in milliseconds. */
export const CLOCK_WORDS = 400;
const REST_MS = 20;

/** A model each of whose words is the time at which it was sent, in milliseconds since 1970. */
export function clockModel(): ChatModel {
  return {
    description: 'Tells the time.',
    async *respond(_request, signal) {
      for (let word = 0; word < CLOCK_WORDS; word += 1) {
        await sleep(REST_MS);
        if (signal.aborted) return;
        yield text(`t${epochMs().toFixed(1)} `);
      }
      yield { type: 'finish', finishReason: 'stop' };
    },
  };
}
