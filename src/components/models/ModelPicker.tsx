import { ChevronDown, Plug } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import { useDismiss } from '../../hooks/useDismiss.ts';
import { useModelName } from '../../hooks/useModelName.ts';
import { useModels } from '../../hooks/useModels.ts';
import { DemoMark } from './DemoMark.tsx';
import { ModelList } from './ModelList.tsx';
import { TypedModel } from './TypedModel.tsx';
import { say, sayIfKnown } from '../../words/say.ts';

/** Shows which model answers next and lets the reader choose another: from a list, or by typing its name where a list is missing. */
export function ModelPicker({ onConnectModel }: { onConnectModel: (() => void) | undefined }) {
  const { state, modelId, select, refresh } = useModels();
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
  const catalog = state.status === 'loading' ? undefined : state.catalog;
  const label = modelId === undefined ? say('none') : name;
  return (
    <div ref={layer} className="relative">
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
        {demo && <DemoMark />}
        <ChevronDown aria-hidden size={15} strokeWidth={1.75} className="shrink-0" />
      </button>
      {open && (
        <div
          data-layer-open
          className="absolute start-0 bottom-[calc(100%+0.375rem)] z-20 flex max-h-[min(26rem,55dvh)] w-[min(22rem,calc(100vw-3rem))] flex-col rounded-xl border border-line bg-menu "
        >
          <ModelList id={listId} catalog={catalog} selectedId={modelId} onChoose={choose} />
          {state.status === 'failed' && <ListFailure words={sayIfKnown(state.error.message)} />}
          <TypedModel catalog={catalog} onChoose={choose} />
          {onConnectModel && (
            <ConnectButton
              onConnect={() => {
                close();
                onConnectModel();
              }}
            />
          )}
        </div>
      )}
    </div>
  );
}

/** Why there is no list, or none that is new. */
function ListFailure({ words }: { words: string }) {
  return (
    <p role="alert" className="border-t border-line px-3.5 py-2 text-[0.875rem] text-danger">
      {words}
    </p>
  );
}

function ConnectButton({ onConnect }: { onConnect: () => void }) {
  return (
    <div className="border-t border-line p-1">
      <button
        type="button"
        onClick={onConnect}
        className="flex min-h-9 w-full items-center gap-2 rounded-lg px-2.5 text-start text-[0.9375rem] hover:bg-menu-hover pointer-coarse:min-h-11"
      >
        <Plug aria-hidden size={16} strokeWidth={1.75} className="text-fg-3" />
        {say('Connect a model')}
      </button>
    </div>
  );
}
