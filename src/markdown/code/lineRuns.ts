/**
 * The runs of a line as pairs of a length and a kind; plain text at its end is left out. Blank text takes the kind of both its
 * neighbours where they agree, since a space has no colour: half as many nodes in `public static final`.
 * @param tokens pairs of a token's start and its metadata.
 */
export function lineRuns(line: string, tokens: Uint32Array, kindOf: (metadata: number) => number): number[] {
  const runs: { text: string; kind: number }[] = [];
  for (let at = 0; at < tokens.length; at += 2) {
    const text = line.slice(tokens[at], tokens[at + 2]);
    if (text !== '') addRun(runs, text, text.trim() === '' ? 0 : kindOf(tokens[at + 1] ?? 0));
  }
  if (runs.at(-1)?.kind === 0) runs.pop();
  return runs.flatMap(({ text, kind }) => [text.length, kind]);
}

function addRun(runs: { text: string; kind: number }[], text: string, kind: number): void {
  const last = runs.at(-1);
  const beforeLast = runs.at(-2);
  if (last?.kind === kind) {
    last.text += text;
  } else if (last?.kind === 0 && beforeLast?.kind === kind && last.text.trim() === '') {
    beforeLast.text += last.text + text;
    runs.pop();
  } else {
    runs.push({ text, kind });
  }
}
