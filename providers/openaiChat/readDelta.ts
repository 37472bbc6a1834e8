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

const UNREADABLE: readonly DeltaPiece[] = [{ kind: 'unreadable' }];

/**
 * What a `delta` (or the `message` of a whole reply) adds, in reading order.
 *
 * @see docs/spec.md V5, V7, V8
 */
export function readDelta(delta: unknown): readonly DeltaPiece[] {
  if (delta === undefined || delta === null) return [];
  if (!isRecord(delta)) return UNREADABLE;
  const reasoning = readReasoning(delta);
  const content = readContent(delta['content']);
  return [
    ...reasoning,
    // Servers that send the same thought twice send it as a field and as content.
    ...(reasoning.length > 0 ? content.filter(({ kind }) => kind !== 'reasoning') : content),
    ...readString('refusal', delta['refusal']),
    ...readList(delta['tool_calls'], readToolCall),
  ];
}

function readReasoning(delta: Record<string, unknown>): readonly DeltaPiece[] {
  const candidates = [delta['reasoning_content'], delta['reasoning'], detailsText(delta['reasoning_details'])];
  const text = candidates.find((candidate) => typeof candidate === 'string' && candidate !== '');
  return typeof text === 'string' ? [{ kind: 'reasoning', text }] : [];
}

function detailsText(details: unknown): string {
  if (!Array.isArray(details)) return '';
  return details
    .map((detail) => (isRecord(detail) ? textField(detail, 'text') || textField(detail, 'summary') : ''))
    .join('');
}

function readContent(content: unknown): readonly DeltaPiece[] {
  return Array.isArray(content) ? content.flatMap(readContentPart) : readString('text', content);
}

function readContentPart(part: unknown): readonly DeltaPiece[] {
  if (!isRecord(part)) return UNREADABLE;
  switch (part['type']) {
    case 'text':
    case 'output_text':
      return readString('text', part['text']);
    case 'refusal':
      return readString('refusal', part['refusal']);
    case 'thinking':
      return readThinking(part['thinking']);
    // Mistral's footnote marks: numbers of sources that were sent elsewhere.
    case 'reference':
      return [];
    default:
      return UNREADABLE;
  }
}

function readThinking(thinking: unknown): readonly DeltaPiece[] {
  return Array.isArray(thinking) ? readString('reasoning', detailsText(thinking)) : readString('reasoning', thinking);
}

function readToolCall(call: unknown): readonly DeltaPiece[] {
  if (!isRecord(call)) return UNREADABLE;
  // Gemini sends pieces that hold nothing but a signature.
  const called = call['function'] ?? {};
  if (!isRecord(called)) return UNREADABLE;
  const { index } = call;
  const written = called['arguments'];
  if (typeof written !== 'string' && written !== undefined && written !== null) return UNREADABLE;
  return [
    {
      kind: 'tool-call',
      index: typeof index === 'number' ? index : undefined,
      id: textField(call, 'id'),
      name: textField(called, 'name'),
      argumentsText: written ?? '',
    },
  ];
}

function readString(kind: 'text' | 'reasoning' | 'refusal', value: unknown): readonly DeltaPiece[] {
  if (value === undefined || value === null || value === '') return [];
  return typeof value === 'string' ? [{ kind, text: value }] : UNREADABLE;
}

function readList(value: unknown, read: (entry: unknown) => readonly DeltaPiece[]): readonly DeltaPiece[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value.flatMap(read) : UNREADABLE;
}

function textField(record: Record<string, unknown>, name: string): string {
  const value = record[name];
  return typeof value === 'string' ? value : '';
}
