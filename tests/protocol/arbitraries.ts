import * as fc from 'fast-check';
import type { ReplyErrorBody } from '../../protocol/errors.ts';
import type { FinalEventBody, ReplyEvent, ReplyEventBody, Usage } from '../../protocol/events.ts';
import type { Part } from '../../protocol/parts.ts';

/** A record with the usual prototype, as JSON gives it; fast-check also makes records without one. */
function plain<T>(value: T): T {
  return structuredClone(value);
}

/** Any text that JavaScript can hold, lone halves of pairs, NUL and line breaks of all kinds included. */
export const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.string({
    unit: fc.constantFrom(
      '\r',
      '\n',
      '\u2028',
      '\u2029',
      '\u0000',
      '\uFEFF',
      '\uD83D',
      '\uDE00',
      ':',
      ' ',
      '"',
      'é',
      'data: x\n\n',
    ),
    maxLength: 8,
  }),
);

const count = fc.nat(1_000_000);

/** Any part. */
export const part: fc.Arbitrary<Part> = fc
  .oneof(
    fc.record({ type: fc.constantFrom('text', 'reasoning', 'notice'), text }),
    fc.record({ type: fc.constant('tool-call'), toolCallId: text, name: text, argumentsText: text }),
    fc.record({ type: fc.constant('image'), url: text, alt: text }),
    fc.record({ type: fc.constant('source'), url: text, title: text }),
    fc.record({
      type: fc.constant('attachment'),
      hash: fc.nat().map((number) => number.toString(16).padStart(64, '0')),
      name: text,
      mediaType: text,
      bytes: fc.nat(),
    }),
  )
  .map(plain);

/** Any token counts, at least one of them. */
export const usage: fc.Arbitrary<Usage> = fc
  .record(
    { inputTokens: count, outputTokens: count, reasoningTokens: count, cachedInputTokens: count },
    { requiredKeys: [] },
  )
  .filter((value) => Object.keys(value).length > 0);

/** Any error. */
export const replyErrorBody: fc.Arbitrary<ReplyErrorBody> = fc
  .record(
    { code: fc.constantFrom('provider', 'timeout', 'rate-limited', 'internal'), message: text, retryAfterMs: count },
    { requiredKeys: ['code', 'message'] },
  )
  .map(plain);

/** Any event that ends a reply. */
export const finalEvent: fc.Arbitrary<FinalEventBody> = fc
  .oneof(
    fc.record(
      {
        type: fc.constant('reply-end'),
        finishReason: fc.constantFrom('stop', 'length', 'tool-calls', 'content-filter', 'refusal', 'other'),
        usage,
      },
      { requiredKeys: ['type', 'finishReason'] },
    ),
    fc.constant<FinalEventBody>({ type: 'reply-stop' }),
    fc.record({ type: fc.constant('reply-interrupt'), reason: fc.constantFrom('truncated', 'server-lost') }),
    fc.record({ type: fc.constant('reply-error'), error: replyErrorBody }),
  )
  .map(plain);

/** Any event, without its place. */
export const eventBody: fc.Arbitrary<ReplyEventBody> = fc
  .oneof(
    fc.record({ type: fc.constant('reply-start'), model: text }),
    fc.record({ type: fc.constant('part-start'), index: fc.nat(5), part }),
    fc.record({ type: fc.constant('part-delta'), index: fc.nat(5), delta: text }),
    finalEvent,
  )
  .map(plain);

/** Any event with its place; some merged by a replay. */
export const replyEvent: fc.Arbitrary<ReplyEvent> = fc
  .tuple(eventBody, fc.integer({ min: 1, max: 1e14 }), fc.option(fc.nat(50), { nil: undefined }))
  .map(([body, seq, merged]) => ({
    ...body,
    seq,
    ...(merged === undefined ? {} : { from: Math.max(1, seq - merged) }),
  }));
