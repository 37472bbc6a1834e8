/** The text of one event of a Chat Completions stream. */
export function contentOf(data: string): string {
  const event = JSON.parse(data) as { choices: { delta: { content?: string } }[] }; // Written by this bench.
  return event.choices[0]?.delta.content ?? '';
}
