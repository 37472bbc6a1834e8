import { Wrench } from 'lucide-react';
import type { ToolCallPart as ToolCall } from '../../../protocol/parts.ts';
import { Said } from '../../words/Said.tsx';

/** A call of a tool that the model asked for, as it wrote it. */
export default function ToolCallPart({ part }: { part: ToolCall }) {
  return (
    <details className="my-3 rounded-xl border border-line">
      <summary className="flex min-h-(--target) cursor-pointer items-center gap-2 px-3 text-[0.9375rem] text-fg-2">
        <Wrench aria-hidden size={16} strokeWidth={1.75} className="shrink-0 text-fg-3" />
        <span>
          <Said
            words="Asks for {tool}"
            nodes={{ tool: <code className="font-mono text-[0.875rem]">{part.name}</code> }}
          />
        </span>
      </summary>
      <pre
        dir="ltr"
        className="overflow-x-auto border-t border-line p-3 font-mono text-[0.8125rem] whitespace-pre-wrap wrap-anywhere"
      >
        {part.argumentsText}
      </pre>
    </details>
  );
}
