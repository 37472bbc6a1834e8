import { expect, test } from 'vitest';
import { chunk, decodeChunks, outcomeOf } from '../readStream.ts';

interface Fragment {
  readonly index?: number;
  readonly id?: string | null;
  readonly function?: { readonly name?: string | null; readonly arguments?: string | null } | null;
  readonly extra_content?: unknown;
}

/** The tool calls that come of fragments, one list a delta, as `id name arguments`. */
function calls(...deltas: readonly (readonly Fragment[])[]): readonly string[] {
  const { parts } = outcomeOf(
    decodeChunks(...deltas.map((list) => chunk({ tool_calls: list })), chunk({}, 'tool_calls')),
  );
  return parts.map((part) =>
    part.type === 'tool-call' ? `${part.toolCallId} ${part.name} ${part.argumentsText}` : part.type,
  );
}

test('[V8] pieces are put together by their index, also when they come interleaved', () => {
  expect(
    calls(
      [{ index: 0, id: 'a', function: { name: 'f', arguments: '' } }],
      [{ index: 1, id: 'b', function: { name: 'g', arguments: '{' } }],
      [
        { index: 0, function: { arguments: '{"x"' } },
        { index: 1, function: { arguments: '}' } },
      ],
      [{ index: 0, function: { arguments: ':1}' } }],
    ),
  ).toEqual(['a f {"x":1}', 'b g {}']);
});

test('[V8] empty ids and names on later pieces change nothing', () => {
  expect(
    calls(
      [{ index: 0, id: 'a', function: { name: 'f', arguments: '{' } }],
      [{ index: 0, id: '', function: { name: '', arguments: '"x":' } }],
      [{ index: 0, id: null, function: { name: null, arguments: '1}' } }],
      [{ index: 0, id: 'a', function: { name: 'f', arguments: '' } }],
    ),
  ).toEqual(['a f {"x":1}']);
});

test('[V8] without an index they go by id', () => {
  expect(
    calls(
      [
        { id: 'a', function: { name: 'f', arguments: '{' } },
        { id: 'b', function: { name: 'g', arguments: '{' } },
      ],
      [{ id: 'a', function: { arguments: '}' } }],
      [{ id: 'b', function: { arguments: ' }' } }],
    ),
  ).toEqual(['a f {}', 'b g { }']);
});

test('[V8] without either they go by order: a name begins a call, the rest belongs to the last', () => {
  expect(
    calls(
      [{ function: { name: 'f', arguments: '{' } }],
      [{ function: { arguments: '}' } }],
      [{ function: { name: 'g', arguments: '[]' } }],
    ),
  ).toEqual(['call-0 f {}', 'call-1 g []']);
});

test('[V8] calls that all carry the same index are told apart by id and name', () => {
  expect(
    calls(
      [{ index: 0, id: 'a', function: { name: 'f', arguments: '{}' } }],
      [{ index: 0, id: 'b', function: { name: 'f', arguments: '[' } }],
      [{ index: 0, function: { arguments: ']' } }],
    ),
  ).toEqual(['a f {}', 'b f []']);
});

test('[V8] a call without a name is shown, one without anything is not', () => {
  expect(calls([{ index: 0, id: 'a', function: { arguments: '{}' } }], [{ index: 1, id: 'b', function: {} }])).toEqual([
    'a  {}',
  ]);
});

test('[V8] a piece that holds only what we do not use changes nothing', () => {
  const signature = { extra_content: { google: { thought_signature: 'x' } } };
  expect(
    calls(
      [{ index: 0, id: 'a', function: { name: 'f', arguments: '{}' } }],
      [signature, { index: 0, function: null, ...signature }],
    ),
  ).toEqual(['a f {}']);
});

test('[V8] ids and names of absurd length are cut, so that no event grows too large', () => {
  const [call = ''] = calls([{ index: 0, id: 'i'.repeat(70_000), function: { name: 'n'.repeat(70_000) } }]);
  expect(call).toBe(`${'i'.repeat(256)} ${'n'.repeat(256)} `);
});

test('[V8] text after a call begins a part of its own', () => {
  const call = { tool_calls: [{ index: 0, id: 'a', function: { name: 'f', arguments: '{}' } }] };
  const { kinds } = outcomeOf(decodeChunks(chunk({ content: 'x' }), chunk(call), chunk({ content: 'y' }, 'stop')));
  expect(kinds).toEqual(['text', 'tool-call', 'text']);
});
