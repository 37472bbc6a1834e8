import { expect, test } from 'vitest';
import { respondAsShowcase } from '../../mocks/respondAsShowcase.ts';
import { textOfScript } from '../../mocks/script.ts';
import { showcaseTokens } from '../../mocks/showcaseScript.ts';
import type { ReplyId } from '../../protocol/ids.ts';
import type { ReplyRequest } from '../../protocol/requests.ts';

function asked(text: string): ReplyRequest {
  const replyId = 'reply-0001' as ReplyId;
  return { replyId, model: 'mock/showcase', messages: [{ role: 'user', parts: [{ type: 'text', text }] }], params: {} };
}

test('[K19] the mocked page is answered with the showcase, in the length that the question asks for', () => {
  const { script, options } = respondAsShowcase(asked('100 tokens'));
  expect(textOfScript(script)).toBe(showcaseTokens(100).join(''));
  expect(options).toEqual({});
});

test.each([
  ['fault: stall', { fault: 'stall' }],
  ['Please, FAULT: Drop mid-event, and then gone', { fault: 'drop mid-event', afterwards: 'gone' }],
  ['fault: 429 with retry-after', { fault: '429 with retry-after' }],
  ['fault: none that I know', {}],
])('[K19] the question "%s" names what goes wrong', (question, options) => {
  expect(respondAsShowcase(asked(question)).options).toEqual(options);
});
