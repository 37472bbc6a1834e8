import { Check } from 'lucide-react';
import type { ModelInfo } from '../../../protocol/models.ts';
import { DemoMark } from './DemoMark.tsx';

/** One model in the list. `active` is the one that Enter chooses. */
export function ModelOption({
  id,
  model,
  selected,
  active,
  onPoint,
  onChoose,
}: {
  id: string;
  model: ModelInfo;
  selected: boolean;
  active: boolean;
  onPoint: () => void;
  onChoose: () => void;
}) {
  return (
    // The listbox holds the focus and handles the keys, as the pattern asks.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      id={id}
      role="option"
      aria-selected={selected}
      data-active={active ? '' : undefined}
      onPointerMove={onPoint}
      onClick={onChoose}
      className={`flex min-h-9 items-center gap-2 rounded-lg px-2.5 py-1.5 text-[0.9375rem] pointer-coarse:min-h-11 ${active ? 'bg-menu-hover' : ''}`}
    >
      <span className="min-w-0 flex-1">
        <bdi className="block truncate">{model.name}</bdi>
        {model.description !== undefined && (
          <span className="block text-[0.8125rem] leading-snug text-fg-3">{model.description}</span>
        )}
      </span>
      {model.demo && <DemoMark />}
      {selected && <Check aria-hidden size={16} strokeWidth={2} className="shrink-0" />}
    </div>
  );
}
