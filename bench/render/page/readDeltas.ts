import { contentOf } from './contentOf.ts';

/** The deltas of a Chat Completions stream, as they come. */
export async function* readDeltas(address: string): AsyncGenerator<string> {
  const response = await fetch(address);
  if (response.body === null) throw new Error(`${address} has no body.`);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const events = (rest + value).split('\n\n');
    rest = events.pop() ?? '';
    for (const event of events) {
      const data = event.slice('data: '.length);
      if (data !== '[DONE]') yield contentOf(data);
    }
  }
}
