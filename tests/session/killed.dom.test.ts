import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { expect, test, vi } from 'vitest';
import type { ReplyEvent } from '../../protocol/events.ts';
import { createIndexedDbRepository } from '../../src/persistence/indexedDbRepository.ts';
import { createTestSession } from './createTestSession.ts';
import { done } from './createScriptedTransport.ts';

const DELTAS = Array.from({ length: 12 }, (_, index) => `w${index} `);
const delta = (index: number): ReplyEvent => ({
  seq: 3 + index,
  type: 'part-delta',
  index: 0,
  delta: DELTAS[index] ?? '',
});
const START: readonly ReplyEvent[] = [
  { seq: 1, type: 'reply-start', model: 'tiny' },
  { seq: 2, type: 'part-start', index: 0, part: { type: 'text', text: '' } },
];

/** The text that the database holds, as a page that opens now would read it. */
async function storedTexts(name: string): Promise<readonly string[]> {
  const { session, texts, state } = createTestSession({ repository: createIndexedDbRepository({ name }) });
  await session.ready;
  const [conversationId] = state().conversations.keys();
  if (conversationId) await session.openConversation(conversationId);
  const found = conversationId ? texts(conversationId) : [];
  await session.close();
  return found;
}

test.each(DELTAS.map((_, index) => index))(
  '[N10] a page that is killed 250 ms after delta %i is there again with all of it, and goes on from there',
  async (killedAt) => {
    const name = `killed-${killedAt}`;
    const { transport, clock, frames, send } = createTestSession({ repository: createIndexedDbRepository({ name }) });
    const { conversationId } = await send('Hello');
    const stream = await transport.asked(1);
    stream.event(...START);
    for (let index = 0; index <= killedAt; index += 1) {
      stream.event(delta(index));
      frames.draw();
      clock.advance(90);
    }
    clock.advance(250);
    const shown = DELTAS.slice(0, killedAt + 1).join('');
    // What comes from here on was not on the screen for long, and may be lost.
    await vi.waitFor(async () => expect(await storedTexts(name)).toEqual(['Hello', shown]));

    const again = createTestSession({ repository: createIndexedDbRepository({ name }) });
    const resumed = await again.transport.asked(1);
    expect(resumed.after).toBe(3 + killedAt);
    for (let index = killedAt + 1; index < DELTAS.length; index += 1) resumed.event(delta(index));
    resumed.event(done(3 + DELTAS.length));
    expect(again.texts(conversationId)).toEqual(['Hello', DELTAS.join('')]);
    await vi.waitFor(async () => expect(await storedTexts(name)).toEqual(['Hello', DELTAS.join('')]));
    const raw = await openDB(name);
    expect(await raw.count('chunks')).toBe(0);
    raw.close();
    await again.session.close();
  },
);
