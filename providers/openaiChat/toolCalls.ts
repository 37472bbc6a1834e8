import type { PartWriter } from './partWriter.ts';
import type { ToolCallFragment } from './readDelta.ts';

/** Puts tool calls together that arrive in pieces. */
export interface ToolCalls {
  read(fragment: ToolCallFragment): void;
}

interface Call {
  readonly id: string;
  readonly partIndex: number;
}

/** No name or id that any server gives is longer; one that is would make an event larger than a line may be. */
const MAX_LABEL_UNITS = 256;

/**
 * The tool calls of one reply. A piece belongs to the call with its index, else with its id, else to the last one. A
 * piece that names a tool under another id begins a call: some servers give all their calls the same index.
 *
 * @see docs/spec.md V8
 */
export function createToolCalls(parts: PartWriter): ToolCalls {
  const calls: Call[] = [];
  const byIndex = new Map<number, Call>();

  function find({ index, id, name }: ToolCallFragment): Call | undefined {
    if (index !== undefined) {
      const call = byIndex.get(index);
      return call && name !== '' && id !== '' && id !== call.id ? undefined : call;
    }
    if (id !== '') return calls.find((call) => call.id === id);
    return name === '' ? calls.at(-1) : undefined;
  }

  function begin({ index, id, name }: ToolCallFragment): Call {
    const partIndex = parts.open({
      type: 'tool-call',
      toolCallId: id.slice(0, MAX_LABEL_UNITS) || `call-${calls.length}`,
      name: name.slice(0, MAX_LABEL_UNITS),
      argumentsText: '',
    });
    const call = { id, partIndex };
    calls.push(call);
    if (index !== undefined) byIndex.set(index, call);
    return call;
  }

  return {
    read(fragment) {
      const { name, argumentsText } = fragment;
      const call = find(fragment) ?? (name === '' && argumentsText === '' ? undefined : begin(fragment));
      if (call) parts.grow(call.partIndex, argumentsText);
    },
  };
}
