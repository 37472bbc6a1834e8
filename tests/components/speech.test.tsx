import { screen, waitFor } from '@testing-library/react';
import { afterAll, afterEach, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { createMockServer } from '../../mocks/node.ts';
import { createGate, hold, reply } from '../../mocks/script.ts';
import { speakReplies, type SpeakOptions } from '../../src/components/speech/speakReplies.ts';
import { createTestSession } from '../session/createTestSession.ts';
import { renderPage } from './renderPage.tsx';

const server = createMockServer();
beforeAll(() => server.listen());
afterEach(() => server.reset());
afterAll(() => server.close());

/** A reply that grows by hand in a chat that is in sight, read aloud on a clock that stands still. */
async function listen(mode: SpeakOptions['mode'], before = '') {
  const { session, transport, frames, send } = createTestSession();
  const { conversationId } = await send('Question');
  session.lookAt(conversationId);
  const stream = await transport.asked(1);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  let seq = 2;
  const add = (text: string) => {
    for (const delta of text.match(/\S+\s*|\s+/gu) ?? []) {
      seq += 1;
      stream.event({ seq, type: 'part-delta', index: 0, delta });
    }
    frames.draw();
  };
  stream.text();
  add(before);
  const said: string[] = [];
  onTestFinished(speakReplies(session.store, { mode, onWords: (words) => said.push(words) }));
  return {
    session,
    send,
    conversationId,
    said,
    add,
    end: () => stream.event({ seq: seq + 1, type: 'reply-end', finishReason: 'stop' }),
    pass: (ms: number) => vi.advanceTimersByTime(ms),
  };
}

test('[U93] finished sentences are said at most once in three seconds, each once and none by half', async () => {
  const { said, add, end, pass } = await listen('sentences');
  add('Water **runs** down. It fol');
  pass(300);
  expect(said).toEqual(['Water runs down.']);
  add('lows [the valley](https://example.org). Then it');
  pass(2900);
  expect(said).toHaveLength(1);
  pass(100);
  expect(said).toEqual(['Water runs down.', 'It follows the valley.']);
  add(' rests');
  pass(60_000);
  expect(said).toHaveLength(2);
  add(' here\n\n- one\n- two\n\n```js\nlet a = 1;\n```\n');
  end();
  pass(3000);
  expect(said.slice(2)).toEqual(['Then it rests here\none\ntwo\nCode']);
  pass(60_000);
  expect(said).toHaveLength(3);
});

test('[U93] of five hundred deltas each sentence is said once, with three seconds in between', async () => {
  const { said, add, end, pass } = await listen('sentences');
  const sentences = Array.from({ length: 100 }, (_, at) => `Here is sentence ${at}.`);
  for (const sentence of sentences) {
    add(`${sentence} `);
    pass(150);
  }
  end();
  pass(10_000);
  expect(said.join('\n').split(/(?<=\.)\s/)).toEqual(sentences);
  expect(said.length).toBeLessThanOrEqual(7);
});

test('[U93] what was there before is history, and what comes in another chat is not said', async () => {
  const { session, said, add, end, pass, conversationId } = await listen('sentences', 'Old words. And');
  pass(10_000);
  expect(said).toEqual([]);
  add(' new ones. More');
  pass(300);
  expect(said).toEqual(['And new ones.']);
  session.lookAt(undefined);
  add(' is not heard. Not');
  pass(10_000);
  session.lookAt(conversationId);
  add(' this. But');
  pass(10_000);
  add(' that.');
  end();
  pass(10_000);
  expect(said).toEqual(['And new ones.', 'Not this.', 'But that.']);
});

test('[U93] the text at the end is said whole and once', async () => {
  const { said, add, end, pass } = await listen('text');
  add('# Head\n\nOne. Two');
  pass(60_000);
  expect(said).toEqual([]);
  end();
  pass(60_000);
  expect(said).toEqual(['Head\nOne. Two']);
});

test('[U93] the page has a place for it that is no part of the thread, only where it was asked for', async () => {
  const gate = createGate();
  server.replyWith(reply('One. Two', hold(gate)));
  const page = await renderPage();
  await page.ask('Question');
  await gate.reached;
  expect(screen.queryByRole('log')).toBeNull();
  page.session.settings.changeSettings({ readReplies: 'text' });
  const log = await screen.findByRole('log', { name: 'Replies read aloud' });
  expect(log).toHaveAttribute('aria-atomic', 'false');
  gate.release();
  await page.lastStands('done');
  await waitFor(() => expect(log).toHaveTextContent('One. Two'));
  expect(screen.getByRole('region', { name: 'Conversation' })).not.toContainElement(log);
});
