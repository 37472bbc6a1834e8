/** How many lines of code share one piece of the page: enough to keep pieces few, few enough to keep the last one small. */
const chunkLines = 48;

/** Code in pieces of whole lines. Joined they are the text; all but the last stay the same while text is added. */
export function codeChunks(text: string): readonly string[] {
  const chunks: string[] = [];
  let start = 0;
  let lines = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) {
    lines += 1;
    if (lines % chunkLines !== 0) continue;
    chunks.push(text.slice(start, at + 1));
    start = at + 1;
  }
  if (start < text.length) chunks.push(text.slice(start));
  return chunks;
}
