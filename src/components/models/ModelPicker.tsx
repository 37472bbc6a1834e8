import { ChevronDown } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import type { ConversationId } from '../../conversation/Message.ts';
import { useDismiss } from '../../hooks/useDismiss.ts';
import { useModelName } from '../../hooks/useModelName.ts';
import { useModels } from '../../hooks/useModels.ts';
import { say } from '../../words/say.ts';
import { Lazily } from '../ui/Lazily.tsx';
import { DemoMark } from './DemoMark.tsx';

/** Shows which model answers next and lets the reader choose another: from a list, or by typing its name where a list is missing. */
export function ModelPicker({
  conversationId,
  onConnectModel,
}: {
  /** The chat it is chosen for; when absent, a new one. */
  conversationId: ConversationId | undefined;
  onConnectModel: (() => void) | undefined;
}) {
  const { state, modelId, select, refresh } = useModels(conversationId);
  const { name, demo } = useModelName(modelId ?? '');
  const [open, setOpen] = useState(false);
  const layer = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const listId = useId();
  const close = () => {
    if (layer.current?.matches(':focus-within')) button.current?.focus();
    setOpen(false);
  };
  const choose = (id: string) => {
    select(id);
    close();
  };
  useDismiss(layer, open, close);
  const connect = () => {
    close();
    onConnectModel?.();
  };
  const label = modelId === undefined ? say('none') : name;
  return (
    <div ref={layer} className="relative flex items-center gap-1">
      <button
        ref={button}
        type="button"
        aria-label={say('Model: {name}', { name: label })}
        aria-haspopup="listbox"
        aria-expanded={open}
        aria-controls={open ? listId : undefined}
        onClick={() => {
          if (!open) refresh();
          setOpen(!open);
        }}
        className="inline-flex min-h-(--target) max-w-full items-center gap-1.5 rounded-lg px-2 text-[0.875rem] text-fg-2 transition-colors hover:bg-surface-2 hover:text-fg-1"
      >
        <bdi className="max-w-56 truncate">{modelId === undefined ? say('Choose a model') : name}</bdi>
        <ChevronDown aria-hidden size={15} strokeWidth={1.75} className="shrink-0" />
      </button>
      {/* Not in the button: what is read on it has to be what it is called. */ demo && <DemoMark />}
      {open && (
        <Lazily
          load={() => import('./ModelPanel.tsx')}
          props={{ listId, state, modelId, onChoose: choose, onConnectModel: onConnectModel && connect }}
          onGiveUp={close}
        />
      )}
    </div>
  );
}
