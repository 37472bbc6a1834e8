/** What the reader sees as the answer, in Markdown. */
export interface TextPart {
  readonly type: 'text';
  readonly text: string;
}

/** What a model thought before it answered. Never copied, never sent back to a model. */
export interface ReasoningPart {
  readonly type: 'reasoning';
  readonly text: string;
}

/** A call of a tool that the model asks for. */
export interface ToolCallPart {
  readonly type: 'tool-call';
  readonly toolCallId: string;
  readonly name: string;
  /** The arguments as the model wrote them: JSON once the part is whole. */
  readonly argumentsText: string;
}

/** An image that a model made or a reader attached, by address. */
export interface ImagePart {
  readonly type: 'image';
  readonly url: string;
  readonly alt: string;
}

/** A page that the model names as its source. */
export interface SourcePart {
  readonly type: 'source';
  readonly url: string;
  readonly title: string;
}

/** A remark of Rivulet or of the model server about the reply, such as a piece that could not be read. Never copied or sent. */
export interface NoticePart {
  readonly type: 'notice';
  readonly text: string;
}

/** A file that belongs to a message. Its bytes are kept apart, by their hash; it never travels to a model. */
export interface AttachmentPart {
  readonly type: 'attachment';
  /** The SHA-256 of the bytes: 64 hexadecimal digits in lower case. */
  readonly hash: string;
  /** What it was called. */
  readonly name: string;
  /** What it was said to be, as `text/plain`. */
  readonly mediaType: string;
  readonly bytes: number;
}

/** A piece of a message. Adding a kind is one line here and one line in each table that TypeScript then names. */
export type Part = TextPart | ReasoningPart | ToolCallPart | ImagePart | SourcePart | NoticePart | AttachmentPart;

/** The name of a kind of part. */
export type PartType = Part['type'];

/**
 * A part with more of its text: what a `part-delta` does. Kinds that do not grow are returned as they are.
 *
 * @see docs/spec.md W4
 */
export function appendToPart(part: Part, delta: string): Part {
  if (delta === '') return part;
  switch (part.type) {
    case 'text':
    case 'reasoning':
    case 'notice':
      return { ...part, text: part.text + delta };
    case 'tool-call':
      return { ...part, argumentsText: part.argumentsText + delta };
    case 'image':
    case 'source':
    case 'attachment':
      return part;
  }
}

/**
 * A part from outside, or `undefined` when it is none. Unknown fields are dropped.
 *
 * @see docs/spec.md W3
 */
export function parsePart(value: unknown): Part | undefined {
  if (!isRecord(value)) return undefined;
  const { type, text, url } = value;
  switch (type) {
    case 'text':
    case 'reasoning':
    case 'notice':
      return typeof text === 'string' ? { type, text } : undefined;
    case 'tool-call':
      return parseToolCall(value);
    case 'image':
      return typeof url === 'string' ? { type, url, alt: stringOr('', value['alt']) } : undefined;
    case 'source':
      return typeof url === 'string' ? { type, url, title: stringOr(url, value['title']) } : undefined;
    case 'attachment':
      return parseAttachment(value);
    default:
      return undefined;
  }
}

function parseToolCall({ toolCallId, name, argumentsText }: Record<string, unknown>): ToolCallPart | undefined {
  const isWhole = typeof toolCallId === 'string' && typeof name === 'string' && typeof argumentsText === 'string';
  return isWhole ? { type: 'tool-call', toolCallId, name, argumentsText } : undefined;
}

/** Whether a value is the SHA-256 of something, as 64 hexadecimal digits in lower case. */
export function isHash(value: unknown): value is string {
  return typeof value === 'string' && /^[\da-f]{64}$/.test(value);
}

function parseAttachment({ hash, name, mediaType, bytes }: Record<string, unknown>): AttachmentPart | undefined {
  const isWhole = isHash(hash) && typeof name === 'string' && typeof bytes === 'number' && bytes >= 0;
  return isWhole ? { type: 'attachment', hash, name, mediaType: stringOr('', mediaType), bytes } : undefined;
}

function stringOr(fallback: string, value: unknown): string {
  return typeof value === 'string' ? value : fallback;
}

/** Whether a value is an object with named fields (not an array, not `null`). */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
