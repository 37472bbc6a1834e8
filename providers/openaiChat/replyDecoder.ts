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
  readonly #parts = createPartWriter();
  readonly #toolCalls = createToolCalls(this.#parts);
  readonly #tags = createThinkTags();
  #finish: FinishMeaning | undefined;
  #usage: Usage | undefined;
  #refused = false;
  #sawMessage = false;
  #sawChunk = false;
  #leftOut = false;
  #ended = false;

  decode({ event, data }: SseMessage): readonly ReplyEventBody[] {
    if (this.#ended) return [];
    const text = data.trim();
    if (event === 'error') return this.#fail(explainError(parseJson(text) ?? text));
    if (text === DONE) return this.#conclude(true);
    // Some proxies wrap the comments of a stream into messages.
    if (text === '' || text.startsWith(':')) return [];
    this.#sawMessage = true;
    const chunk = parseJson(text);
    if (isRecord(chunk)) return this.#readChunk(chunk);
    // Messages with a name of their own are not part of the dialect, so none of them is missed.
    return chunk === undefined && (event === '' || event === 'message') ? this.#leaveOut() : [];
  }

  end(): readonly ReplyEventBody[] {
    return this.#ended ? [] : this.#conclude(false);
  }

  #readChunk(chunk: Record<string, unknown>): readonly ReplyEventBody[] {
    const events = [...this.#remarks(chunk['x_rivulet']), ...this.#readChoices(chunk)];
    return isError(chunk) ? [...events, ...this.#fail(explainError(chunk))] : events;
  }

  #remarks(extra: unknown): readonly ReplyEventBody[] {
    const notice = isRecord(extra) && typeof extra['notice'] === 'string' ? plainText(extra['notice']) : '';
    return notice === '' ? [] : this.#parts.remark(notice);
  }

  #readChoices(chunk: Record<string, unknown>): readonly ReplyEventBody[] {
    const choices = chunk['choices'] ?? [];
    if (!Array.isArray(choices)) return this.#leaveOut();
    this.#sawChunk ||= 'choices' in chunk;
    const choice: unknown = choices.find((one) => isRecord(one) && (one['index'] ?? 0) === 0);
    this.#usage = readUsage(chunk, isRecord(choice) ? choice : {}) ?? this.#usage;
    if (!isRecord(choice)) return [];
    const { finish_reason: reason } = choice;
    if (typeof reason === 'string' && reason !== '') this.#finish = finishMeaning(reason);
    // A whole `message` counts only as long as nothing came in pieces: some servers repeat the text in it at the end.
    const delta = choice['delta'] ?? (this.#hasContent() ? undefined : choice['message']);
    return readDelta(delta).flatMap((piece) => this.#write(piece));
  }

  #write(piece: DeltaPiece): readonly ReplyEventBody[] {
    switch (piece.kind) {
      case 'text':
        return this.#writeAll(this.#tags.push(piece.text));
      case 'reasoning':
        return [...this.#writeAll(this.#tags.release()), ...this.#parts.write('reasoning', piece.text)];
      case 'refusal':
        this.#refused = true;
        return [...this.#writeAll(this.#tags.release()), ...this.#parts.write('text', piece.text)];
      case 'tool-call':
        return [...this.#writeAll(this.#tags.release()), ...this.#toolCalls.read(piece)];
      case 'unreadable':
        return this.#leaveOut();
    }
  }

  #writeAll(texts: readonly TaggedText[]): readonly ReplyEventBody[] {
    return texts.flatMap(({ kind, text }) => this.#parts.write(kind, text));
  }

  #leaveOut(): readonly ReplyEventBody[] {
    if (this.#leftOut) return [];
    this.#leftOut = true;
    return this.#parts.remark(LEFT_OUT);
  }

  #fail(error: ReplyErrorBody): readonly ReplyEventBody[] {
    const held = this.#writeAll(this.#tags.release());
    this.#ended = true;
    return [...held, { type: 'reply-error', error }];
  }

  #conclude(done: boolean): readonly ReplyEventBody[] {
    const held = this.#writeAll(this.#tags.release());
    this.#ended = true;
    return [...held, this.#finalEvent(done)];
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
