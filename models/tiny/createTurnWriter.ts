import type { Tokenizer } from './createTokenizer.ts';
import type { TinyMessage } from './TinyModel.ts';

/**
 * Writes messages in the model's template, `<|im_start|>role\n…<|im_end|>\n`, as tokens. What a message says is always
 * text: it cannot close its own turn or open another.
 */
export interface TurnWriter {
  /** A whole turn. A message too long for the prompt comes out shortened, but still too long for it. */
  readonly turn: (message: TinyMessage) => readonly number[];
  /**
   * The newest message and the opening of the answer, shortened to fit into the prompt by leaving out its beginning.
   * The words of an assistant stay open, so that the model goes on with them.
   */
  ending(newest: TinyMessage | undefined): { readonly tokens: readonly number[]; readonly cut: boolean };
}

/** A writer for prompts of at most `limitTokens`. */
export function createTurnWriter(tokenizer: Tokenizer, limitTokens: number): TurnWriter {
  const opening = (role: TinyMessage['role']) => [tokenizer.turnStart, ...tokenizer.encode(`${role}\n`)];
  const closing = [tokenizer.turnEnd, ...tokenizer.encode('\n')];

  /** Only the end of a long text is encoded: it is already more than fits, and the rest would cost time for nothing. */
  const encodeEnd = (text: string) => tokenizer.encode(text.slice(-limitTokens * tokenizer.longestTokenBytes));

  return {
    turn: ({ role, content }) => [...opening(role), ...encodeEnd(content), ...closing],
    ending(newest) {
      if (newest === undefined) return { tokens: opening('assistant'), cut: false };
      const head = opening(newest.role);
      const tail = newest.role === 'assistant' ? [] : [...closing, ...opening('assistant')];
      const body = encodeEnd(newest.content);
      const excess = head.length + body.length + tail.length - limitTokens;
      return { tokens: [...head, ...body.slice(Math.max(0, excess)), ...tail], cut: excess > 0 };
    },
  };
}
