import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { faultNames, faultOf, keptText, type Ending, type FaultName } from '../../mocks/faults.ts';
import { createMockServer } from '../../mocks/node.ts';
import { reply } from '../../mocks/script.ts';
import { ReplyError } from '../../protocol/errors.ts';
import type { ReplyId } from '../../protocol/ids.ts';
import { LINK_SILENCE_MS } from '../../protocol/limits.ts';
import type { ReplyRequest } from '../../protocol/requests.ts';
import { createReply, reduceReply, type Reply } from '../../src/conversation/reply.ts';
import type { Clock } from '../../src/transport/Clock.ts';
import { createHttpTransport } from '../../src/transport/httpTransport.ts';

const server = createMockServer();
beforeAll(() => server.listen());
afterEach(() => server.reset());
afterAll(() => server.close());

const script = reply('Grüße, ', 'мир, ', '世界, ', '🌍, ', 'and so on.');
const request: ReplyRequest = {
  replyId: 'reply-0001' as ReplyId,
  model: 'mock/model',
  messages: [{ role: 'user', parts: [{ type: 'text', text: 'Hi' }] }],
  params: {},
};

/** As often as this a lost link is tried again before the test takes it for granted that it goes on like that. */
const PATIENCE = 8;

/**
 * A clock on which the wait before a reconnect is over at once and a silent link is noticed when it has gone silent.
 * `onReconnect` is told of every reconnect.
 */
function createHastyClock(silent: Promise<void>, onReconnect: () => void): Clock {
  const alarms = new Set<() => void>();
  void silent.then(() => alarms.forEach((ring) => ring()));
  return {
    nowMs: () => 0,
    after(delayMs, callback) {
      if (delayMs === LINK_SILENCE_MS) {
        alarms.add(callback);
        return () => alarms.delete(callback);
      }
      onReconnect();
      const timer = setTimeout(callback);
      return () => clearTimeout(timer);
    },
  };
}

async function meet(fault: FaultName, afterwards: 'serve' | 'gone'): Promise<Reply> {
  const { silent } = server.replyWith(script, { fault, afterwards });
  const leaving = new AbortController();
  let [answered, reconnects] = [createReply(request.replyId, request.model), 0];
  const kept = keptText(script, faultOf(fault).endingWhenGone.kept);
  const nothingMore = silent.then(async () => {
    // The mock has sent all before the silence; it is still on its way through the sockets.
    while (endingOf(answered).text !== kept) await new Promise((resolve) => setTimeout(resolve));
  });
  const clock = createHastyClock(nothingMore, () => {
    reconnects += 1;
    if (reconnects > PATIENCE) leaving.abort();
  });
  const heard = (input: Parameters<typeof reduceReply>[1]): void => {
    answered = reduceReply(answered, input);
  };
  try {
    await createHttpTransport({ clock, random: () => 0.5 }).stream(request, {
      after: 0,
      signal: leaving.signal,
      onEvent: heard,
      onLinkLost: () => heard({ type: 'link-lost' }),
      onLinkOpen: () => heard({ type: 'link-open' }),
    });
  } catch (error) {
    if (!(error instanceof ReplyError)) throw error;
    heard({ type: 'failed', error: error.body });
  }
  return answered;
}

function endingOf({ state, parts }: Reply): { status: string; code: string | undefined; text: string } {
  return {
    status: state.status === 'streaming' ? state.link : state.status,
    code: state.status === 'failed' ? state.error.code : undefined,
    text: parts.map((part) => (part.type === 'text' ? part.text : '')).join(''),
  };
}

function expected({ status, code, kept }: Ending): ReturnType<typeof endingOf> {
  return { status, code, text: keptText(script, kept) };
}

describe.each(faultNames)('our own transport that meets the fault "%s"', (fault) => {
  test('[K11] ends as the table says when the rest can be had, for one call of the model', async () => {
    expect(endingOf(await meet(fault, 'serve'))).toEqual(expected(faultOf(fault).ending));
    expect(server.upstreamCalls).toBeLessThanOrEqual(1);
  });

  test('[K12] ends as the table says when the server is gone', async () => {
    expect(endingOf(await meet(fault, 'gone'))).toEqual(expected(faultOf(fault).endingWhenGone));
  });
});
