import { reply, text, wait } from '../../../mocks/script.ts';
import type { WireModel } from '../../../models/ChatModel.ts';
import { scriptModel } from '../../../models/scriptModel.ts';
import type { Telling } from '../Story.ts';
import { wordsLeft } from '../wordsLeft.ts';

/** A model that tells its words at its pace, and goes on from where an answer ends that it is shown. */
export function wordsModel({ words, firstMs, gapMs }: Telling): WireModel {
  return scriptModel(({ messages }) => {
    const answer = messages.findLast(({ role }) => role === 'assistant')?.content ?? '';
    const left = wordsLeft(words, answer);
    return reply(...left.flatMap((word, index) => [wait(index === 0 ? firstMs : gapMs), text(word)]));
  });
}
