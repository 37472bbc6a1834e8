import { isRecord } from '../../protocol/parts.ts';

/** A piece of a tool call. What the server left out is the empty string. */
export interface ToolCallFragment {
  readonly kind: 'tool-call';
  /** The number by which the server tells its calls apart, where it gives one. */
  readonly index: number | undefined;
  readonly id: string;
  readonly name: string;
  readonly argumentsText: string;
}

/** Something that a delta adds to the reply; `unreadable` is content of a kind that is none. */
export type DeltaPiece =
  | { readonly kind: 'text' | 'reasoning' | 'refusal'; readonly text: string }
  | ToolCallFragment
  | { readonly kind: 'unreadable' };

/** Whoever is told the pieces. */
type Take = (piece: DeltaPiece) => void;

/**
 * Tells what a `delta` (or the `message` of a whole reply) adds, in reading order.
 *
 * @see docs/spec.md V5, V7, V8
 */
export function readDelta(delta: unknown, take: Take): void {
  if (delta === undefined || delta === null) return;
  if (!isRecord(delta)) return take(UNREADABLE);
  const reasoning = readReasoning(delta);
  if (reasoning !== '') take({ kind: 'reasoning', text: reasoning });
  // Servers that send the same thought twice send it as a field and as content.
  readContent(delta['content'], reasoning === '' ? take : (piece) => piece.kind !== 'reasoning' && take(piece));
  readString('refusal', delta['refusal'], take);
  readList(delta['tool_calls'], readToolCall, take);
}

const UNREADABLE: DeltaPiece = { kind: 'unreadable' };

function readReasoning(delta: Record<string, unknown>): string {
  return (
    textField(delta, 'reasoning_content') || textField(delta, 'reasoning') || detailsText(delta['reasoning_details'])
  );
}

function detailsText(details: unknown): string {
  if (!Array.isArray(details)) return '';
  return details
    .map((detail) => (isRecord(detail) ? textField(detail, 'text') || textField(detail, 'summary') : ''))
    .join('');
}

function readContent(content: unknown, take: Take): void {
  if (Array.isArray(content)) readList(content, readContentPart, take);
  else readString('text', content, take);
}

function readContentPart(part: unknown, take: Take): void {
  if (!isRecord(part)) return take(UNREADABLE);
  switch (part['type']) {
    case 'text':
    case 'output_text':
      return readString('text', part['text'], take);
    case 'refusal':
      return readString('refusal', part['refusal'], take);
    case 'thinking':
      return readThinking(part['thinking'], take);
    // Mistral's footnote marks: numbers of sources that were sent elsewhere.
    case 'reference':
      return;
    default:
      take(UNREADABLE);
  }
}

function readThinking(thinking: unknown, take: Take): void {
  readString('reasoning', Array.isArray(thinking) ? detailsText(thinking) : thinking, take);
}

function readToolCall(call: unknown, take: Take): void {
  if (!isRecord(call)) return take(UNREADABLE);
  // Gemini sends pieces that hold nothing but a signature.
  const called = call['function'] ?? {};
  if (!isRecord(called)) return take(UNREADABLE);
  const { index } = call;
  const written = called['arguments'] ?? '';
  if (typeof written !== 'string') return take(UNREADABLE);
  take({
    kind: 'tool-call',
    index: typeof index === 'number' ? index : undefined,
    id: textField(call, 'id'),
    name: textField(called, 'name'),
    argumentsText: written,
  });
}

function readString(kind: 'text' | 'reasoning' | 'refusal', value: unknown, take: Take): void {
  if (value === undefined || value === null || value === '') return;
  take(typeof value === 'string' ? { kind, text: value } : UNREADABLE);
}

function readList(value: unknown, read: (entry: unknown, take: Take) => void, take: Take): void {
  if (value === undefined || value === null) return;
  if (!Array.isArray(value)) return take(UNREADABLE);
  for (const entry of value) read(entry, take);
}

function textField(record: Record<string, unknown>, name: string): string {
  const value = record[name];
  return typeof value === 'string' ? value : '';
}
