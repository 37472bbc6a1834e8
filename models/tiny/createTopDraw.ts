/** Only so many of the likeliest tokens are drawn from. */
const TOP_COUNT = 40;

/**
 * Draws a token among the likeliest 40, each as likely as the softmax of its score says.
 *
 * @param temperature above 0: scores are divided by it first.
 * @param random gives numbers from 0 up to 1, one for each draw.
 */
export function createTopDraw(temperature: number, random: () => number): (scores: Float32Array) => number {
  // Parallel, best first.
  const topTokens = new Int32Array(TOP_COUNT);
  const topScores = new Float64Array(TOP_COUNT);

  function keepBest(scores: Float32Array): number {
    let count = 0;
    for (let token = 0; token < scores.length; token++) {
      const score = scores[token] ?? Number.NEGATIVE_INFINITY;
      if (count === TOP_COUNT && score <= (topScores[count - 1] ?? 0)) continue;
      if (count < TOP_COUNT) count++;
      let place = count - 1;
      for (; place > 0 && (topScores[place - 1] ?? 0) < score; place--) {
        topScores[place] = topScores[place - 1] ?? 0;
        topTokens[place] = topTokens[place - 1] ?? 0;
      }
      topScores[place] = score;
      topTokens[place] = token;
    }
    return count;
  }

  return (scores) => {
    const count = keepBest(scores);
    const best = topScores[0] ?? 0;
    let sum = 0;
    for (let place = 0; place < count; place++) {
      const weight = Math.exp(((topScores[place] ?? 0) - best) / temperature);
      topScores[place] = weight;
      sum += weight;
    }
    let left = random() * sum;
    for (let place = 0; place < count; place++) {
      left -= topScores[place] ?? 0;
      if (left < 0) return topTokens[place] ?? 0;
    }
    return topTokens[0] ?? 0;
  };
}
