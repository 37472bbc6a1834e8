/** Makes tokens less likely that a reply has just used. */
export interface RepetitionPenalty {
  /** Lowers the scores of recent tokens, each once however often it was used. */
  apply(scores: Float32Array): void;
  /** Remembers a token that was chosen. */
  note(token: number): void;
}

/** How many of the last tokens count as recent. */
const SPAN = 64;

/** Mild: enough to end a list that goes round in circles, too little to spoil the bars of a table. */
const FACTOR = 1.1;

/**
 * A penalty that has seen no token yet. Positive scores are divided, negative ones multiplied.
 *
 * @see https://arxiv.org/abs/1909.05858 section 4.1
 */
export function createRepetitionPenalty(): RepetitionPenalty {
  const recent = new Int32Array(SPAN).fill(-1);
  let noted = 0;

  return {
    apply(scores) {
      for (const [index, token] of recent.entries()) {
        const score = scores[token];
        if (score === undefined || recent.indexOf(token) < index) continue;
        scores[token] = score > 0 ? score / FACTOR : score * FACTOR;
      }
    },
    note(token) {
      recent[noted % SPAN] = token;
      noted++;
    },
  };
}
