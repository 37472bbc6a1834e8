import { partsOf, type Message, type MessageId } from '../conversation/Message.ts';
import { inTreeOrder } from '../conversation/inTreeOrder.ts';
import type { MessageMap } from '../conversation/tree.ts';
import { findTerms } from './findTerms.ts';
import { foldText } from './foldText.ts';

/** A place in a conversation. */
export interface ThreadHit {
  readonly messageId: MessageId;
  /** Which of the message's places it is, counted from 0: those in what was thought come first. */
  readonly index: number;
  /** Whether it is in what was thought. */
  readonly inReasoning: boolean;
}

/**
 * Every place of a conversation where the words stand as they were typed (but for case, width and marks), on all branches, a message
 * before what follows it and an earlier version before a later one.
 *
 * @see docs/spec.md Q6
 */
export function findInThread(messages: MessageMap, typed: string): readonly ThreadHit[] {
  const term = foldText(typed);
  if (term.trim() === '') return [];
  return inTreeOrder(messages).flatMap((message) => {
    const inReasoning = count(message, 'reasoning', term);
    const all = inReasoning + count(message, 'text', term);
    return Array.from({ length: all }, (_, index) => ({
      messageId: message.id,
      index,
      inReasoning: index < inReasoning,
    }));
  });
}

function count(message: Message, type: 'reasoning' | 'text', term: string): number {
  const text = partsOf(message)
    .map((part) => (part.type === type ? part.text : ''))
    .join('');
  return findTerms(text, [term]).length;
}
