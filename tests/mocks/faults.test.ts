import { describe, expect, test } from 'vitest';
import { textOfFrames, type Answer, type Frame } from '../../mocks/Answer.ts';
import { answerResponse } from '../../mocks/answerResponse.ts';
import { chatFormat } from '../../mocks/chatFrames.ts';
import { createInstantClock } from '../../mocks/createInstantClock.ts';
import { createMockBackend } from '../../mocks/createMockBackend.ts';
import { answerWith, FAULTS, faultNames, faultOf, keptText, type Ending, type FaultName } from '../../mocks/faults.ts';
import { replyFormat } from '../../mocks/replyFrames.ts';
import { createGate, hold, reasoning, reply, textOfScript } from '../../mocks/script.ts';
import type { ReplyId } from '../../protocol/ids.ts';
import type { ReplyRequest } from '../../protocol/requests.ts';
import type { Reply } from '../../src/conversation/reply.ts';
import { readReply } from './readReply.ts';

const script = reply('Grüße, ', 'мир, ', '世界, ', '🌍, ', 'and so on.');
const formats = [replyFormat(), chatFormat()];
const request: ReplyRequest = {
  replyId: 'reply-0001' as ReplyId,
  model: 'mock/model',
  messages: [{ role: 'user', parts: [{ type: 'text', text: 'Hi' }] }],
  params: {},
};

function textOf(answered: Reply): string {
  return answered.parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
}

function framesBefore(answer: Answer, type: Frame['type']): readonly Frame[] {
  if (answer.type !== 'response') return [];
  const end = answer.frames.findIndex((frame) => frame.type === type);
  return end === -1 ? answer.frames : answer.frames.slice(0, end);
}

async function bytesOf(answer: Answer): Promise<string> {
  const { body } = await answerResponse(answer, { clock: createInstantClock() }).response;
  const chunks: Uint8Array[] = [];
  const ending = body ? await collect(body, chunks) : '';
  return Buffer.concat(chunks).toString() + ending;
}

async function collect(body: ReadableStream<Uint8Array>, chunks: Uint8Array[]): Promise<string> {
  try {
    for await (const chunk of body) chunks.push(chunk);
    return '';
  } catch (error) {
    return error instanceof TypeError ? ' and then the connection broke' : String(error);
  }
}

/** How a reply stands, in the words of the table. */
function endingOf(answered: Reply): { status: string; code: string | undefined; text: string } {
  const { state } = answered;
  return {
    status: state.status === 'streaming' && state.link === 'reconnecting' ? 'reconnecting' : state.status,
    code: state.status === 'failed' ? state.error.code : undefined,
    text: textOf(answered),
  };
}

function expected({ status, code, kept }: Ending): ReturnType<typeof endingOf> {
  return { status, code, text: keptText(script, kept) };
}

function read(told: typeof script, fault: FaultName, afterwards: 'serve' | 'gone'): Promise<Reply> {
  const backend = createMockBackend();
  const { silent } = backend.replyWith(told, { fault, afterwards });
  return readReply((each) => backend.handle(each), request, silent);
}

describe.each(faultNames)('the fault "%s"', (name) => {
  const fault = faultOf(name);

  test.each(formats.filter((format) => fault.only === undefined || fault.only === format.name))(
    '[K10] is played on the wire of $name, byte for byte',
    async (format) => {
      const answer = answerWith(format, script, name);
      const sent = framesBefore(answer, 'stall');
      const played = answer.type === 'response' ? await bytesOf({ ...answer, frames: sent }) : answer.type;
      const brokenOff = sent.some((frame) => frame.type === 'drop') ? ' and then the connection broke' : '';
      expect(played).toBe(answer.type === 'response' ? textOfFrames(sent) + brokenOff : answer.type);
    },
  );

  test('[K11] ends as the table says when the rest can be had', async () => {
    const answered = await read(script, name, 'serve');
    expect(endingOf(answered)).toEqual(expected(fault.ending));
  });

  test('[K12] ends as the table says when the server is gone', async () => {
    const answered = await read(script, name, 'gone');
    expect(endingOf(answered)).toEqual(expected(fault.endingWhenGone));
  });
});

describe('faults', () => {
  test('[K10] have a sentence each', () => {
    for (const { summary } of Object.values(FAULTS)) expect(summary).toMatch(/^[A-Z].*\.$/);
  });

  test('[K13] in the middle strike after the first half of the deltas and the pauses up to there', async () => {
    const gate = createGate();
    const backend = createMockBackend();
    const { silent } = backend.replyWith(reply('Hello ', hold(gate), 'world'), {
      fault: 'drop mid-event',
      afterwards: 'gone',
    });
    const reading = readReply((each) => backend.handle(each), request, silent);
    await gate.reached;
    gate.release();
    expect(textOf(await reading)).toBe('Hello ');
  });

  test('[K13] of a reply without deltas strike before its end', async () => {
    const answered = await read(reply(), 'early end', 'gone');
    expect(endingOf(answered)).toEqual({ status: 'reconnecting', code: undefined, text: keptText(reply(), 'half') });
  });

  test('[K13] keep count of every kind of delta', () => {
    expect(keptText(reply(reasoning('Hm.'), 'a', 'b', 'c'), 'half')).toBe('a');
    expect(keptText(reply('a', 'b'), 'whole')).toBe(textOfScript(reply('a', 'b')));
    expect(keptText(reply('a', 'b'), 'none')).toBe('');
  });

  test.each(formats)('[K10] of status carry an error in the words of $name', (format) => {
    const answer = answerWith(format, script, '429 with retry-after');
    expect(answer).toMatchObject({ status: 429, headers: { 'content-type': 'application/json', 'retry-after': '2' } });
    const body: unknown = JSON.parse(textOfFrames(answer.type === 'response' ? answer.frames : []));
    const code = format.name === 'reply' ? 'rate-limited' : 'rate_limit_exceeded';
    expect(body).toMatchObject({ error: { code } });
  });
});
