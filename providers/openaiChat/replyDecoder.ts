import { replyError, type ReplyErrorBody } from '../../protocol/errors.ts';
import type { FinalEventBody, ReplyEventBody, Usage } from '../../protocol/events.ts';
import { isRecord } from '../../protocol/parts.ts';
import { parseJson, type SseMessage } from '../../protocol/sse.ts';
import type { ReplyDecoder } from '../Provider.ts';
import { explainError } from './explainError.ts';
import { finishMeaning, type FinishMeaning } from './finishMeaning.ts';
import { createPartWriter } from './partWriter.ts';
import { plainText } from './plainText.ts';
import { readDelta, type DeltaPiece } from './readDelta.ts';
import { readUsage } from './readUsage.ts';
import { createThinkTags, type TaggedText } from './thinkTags.ts';
import { createToolCalls } from './toolCalls.ts';

const LEFT_OUT = 'A piece of this reply could not be read and was left out.';
const CAME_TO_NOTHING = 'The model server closed the connection without sending a reply.';
const DONE = '[DONE]';

/**
 * A decoder for one streamed chat completion.
 *
 * @see docs/spec.md V4 to V16
 */
export function createReplyDecoder(): ReplyDecoder {
  return new ChatCompletionDecoder();
}

/**
 * The events of a chat completion that came whole, or `undefined` when the body is none.
 *
 * @see docs/spec.md V17
 */
export function decodeWhole(body: string): readonly ReplyEventBody[] | undefined {
  const completion = parseJson(body);
  if (!isRecord(completion) || !(Array.isArray(completion['choices']) || isError(completion))) return undefined;
  const decoder = new ChatCompletionDecoder();
  // A body that is whole needs no further word that it has ended.
  return [body, DONE].flatMap((data) => decoder.decode({ id: '', event: '', data }));
}

function isError(chunk: Record<string, unknown>): boolean {
  // An older vLLM has no `error` field: the object itself is the error.
  return Boolean(chunk['error']) || chunk['object'] === 'error';
}

class ChatCompletionDecoder implements ReplyDecoder {
  #events: ReplyEventBody[] = [];
  readonly #parts = createPartWriter((event) => {
    this.#events.push(event);
  });
  readonly #toolCalls = createToolCalls(this.#parts);
  readonly #tags = createThinkTags();
  #finish: FinishMeaning | undefined;
  #usage: Usage | undefined;
  #refused = false;
  #sawMessage = false;
  #sawChunk = false;
  #leftOut = false;
  #ended = false;

  decode(message: SseMessage): readonly ReplyEventBody[] {
    if (!this.#ended) this.#read(message);
    return this.#takeEvents();
  }

  end(): readonly ReplyEventBody[] {
    if (!this.#ended) this.#conclude(false);
    return this.#takeEvents();
  }

  #takeEvents(): readonly ReplyEventBody[] {
    const events = this.#events;
    this.#events = [];
    return events;
  }

  #read({ event, data }: SseMessage): void {
    const text = data.trim();
    if (event === 'error') return this.#fail(explainError(parseJson(text) ?? text));
    if (text === DONE) return this.#conclude(true);
    // Some proxies wrap the comments of a stream into messages.
    if (text === '' || text.startsWith(':')) return;
    this.#sawMessage = true;
    const chunk = parseJson(text);
    if (isRecord(chunk)) this.#readChunk(chunk);
    // Messages with a name of their own are not part of the dialect, so none of them is missed.
    else if (chunk === undefined && (event === '' || event === 'message')) this.#leaveOut();
  }

  #readChunk(chunk: Record<string, unknown>): void {
    this.#readRemark(chunk['x_rivulet']);
    this.#readChoices(chunk);
    if (isError(chunk)) this.#fail(explainError(chunk));
  }

  #readRemark(extra: unknown): void {
    const notice = isRecord(extra) && typeof extra['notice'] === 'string' ? plainText(extra['notice']) : '';
    if (notice !== '') this.#parts.remark(notice);
  }

  #readChoices(chunk: Record<string, unknown>): void {
    const choices = chunk['choices'] ?? [];
    if (!Array.isArray(choices)) return this.#leaveOut();
    this.#sawChunk ||= 'choices' in chunk;
    const choice: unknown = choices.find((one) => isRecord(one) && (one['index'] ?? 0) === 0);
    this.#usage = readUsage(chunk, isRecord(choice) ? choice : {}) ?? this.#usage;
    if (!isRecord(choice)) return;
    const { finish_reason: reason } = choice;
    if (typeof reason === 'string' && reason !== '') this.#finish = finishMeaning(reason);
    // A whole `message` counts only as long as nothing came in pieces: some servers repeat the text in it at the end.
    const delta = choice['delta'] ?? (this.#hasContent() ? undefined : choice['message']);
    readDelta(delta, (piece) => {
      this.#write(piece);
    });
  }

  #write(piece: DeltaPiece): void {
    if (piece.kind === 'unreadable') return this.#leaveOut();
    if (piece.kind === 'text') return this.#writeAll(this.#tags.push(piece.text));
    this.#writeAll(this.#tags.release());
    this.#refused ||= piece.kind === 'refusal';
    if (piece.kind === 'tool-call') this.#toolCalls.read(piece);
    else this.#parts.write(piece.kind === 'reasoning' ? 'reasoning' : 'text', piece.text);
  }

  #writeAll(texts: readonly TaggedText[]): void {
    for (const { kind, text } of texts) this.#parts.write(kind, text);
  }

  #leaveOut(): void {
    if (this.#leftOut) return;
    this.#leftOut = true;
    this.#parts.remark(LEFT_OUT);
  }

  #fail(error: ReplyErrorBody): void {
    this.#writeAll(this.#tags.release());
    this.#finishWith({ type: 'reply-error', error });
  }

  #conclude(done: boolean): void {
    this.#writeAll(this.#tags.release());
    this.#finishWith(this.#finalEvent(done));
  }

  #finishWith(final: FinalEventBody): void {
    this.#events.push(final);
    this.#ended = true;
  }

  #finalEvent(done: boolean): FinalEventBody {
    const finish = this.#finish ?? (done ? this.#impliedFinish() : undefined);
    if (finish && 'code' in finish) return { type: 'reply-error', error: replyError(finish.code) };
    if (finish) {
      const finishReason = this.#refused ? 'refusal' : finish.finishReason;
      return this.#usage
        ? { type: 'reply-end', finishReason, usage: this.#usage }
        : { type: 'reply-end', finishReason };
    }
    if (this.#hasContent()) return { type: 'reply-interrupt', reason: 'truncated' };
    const foreign = this.#sawMessage && !this.#sawChunk;
    return {
      type: 'reply-error',
      error: foreign ? replyError('bad-response') : replyError('truncated', CAME_TO_NOTHING),
    };
  }

  #impliedFinish(): FinishMeaning | undefined {
    if (this.#parts.has('text')) return { finishReason: 'stop' };
    return this.#parts.has('tool-call') ? { finishReason: 'tool-calls' } : undefined;
  }

  #hasContent(): boolean {
    return this.#parts.has('text') || this.#parts.has('reasoning') || this.#parts.has('tool-call');
  }
}
