import { Check } from 'lucide-react';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { ModelCatalog, ModelInfo } from '../../../protocol/models.ts';

/** The models by provider, as a listbox: arrows move, Enter chooses, letters jump. Focus goes into it when it opens. */
export function ModelList({
  id,
  catalog,
  selectedId,
  onChoose,
}: {
  id: string;
  catalog: ModelCatalog | undefined;
  selectedId: string | undefined;
  onChoose: (modelId: string) => void;
}) {
  const models = catalog?.models ?? [];
  const list = useRef<HTMLDivElement>(null);
  const [activeId, setActiveId] = useState(selectedId ?? models[0]?.id);
  const optionId = (modelId: string) => `${id}-${modelId}`;
  useEffect(() => list.current?.focus(), []);
  useEffect(() => {
    list.current?.querySelector('[data-active]')?.scrollIntoView({ block: 'nearest' });
  }, [activeId]);

  const onKeyDown = (event: KeyboardEvent) => {
    const next = optionFor(event, models, activeId);
    if (next) setActiveId(next.id);
    else if ((event.key === 'Enter' || event.key === ' ') && activeId !== undefined) onChoose(activeId);
    else return;
    event.preventDefault();
  };

  return (
    <div
      ref={list}
      id={id}
      role="listbox"
      aria-label="Models"
      tabIndex={0}
      aria-activedescendant={activeId === undefined ? undefined : optionId(activeId)}
      onKeyDown={onKeyDown}
      className="min-h-0 overflow-y-auto rounded-t-xl p-1 outline-offset-[-2px]"
    >
      {models.length === 0 && <p className="px-2.5 py-2 text-[0.9375rem] text-fg-2">No models yet.</p>}
      {(catalog?.providers ?? []).map((provider) => {
        const own = models.filter((model) => model.provider === provider.id);
        return own.length === 0 ? null : (
          <div key={provider.id} role="group" aria-label={provider.label}>
            <div aria-hidden className="px-2.5 pt-2 pb-1 text-[0.8125rem] text-fg-3">
              {provider.label}
            </div>
            {own.map((model) => (
              <ModelOption
                key={model.id}
                id={optionId(model.id)}
                model={model}
                selected={model.id === selectedId}
                active={model.id === activeId}
                onPoint={() => setActiveId(model.id)}
                onChoose={() => onChoose(model.id)}
              />
            ))}
          </div>
        );
      })}
    </div>
  );
}

function ModelOption({
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
      className={`flex min-h-9 items-center gap-2 rounded-lg px-2.5 py-1.5 text-[0.9375rem] pointer-coarse:min-h-11 ${active ? 'bg-surface-2 dark:bg-surface-3' : ''}`}
    >
      <span className="min-w-0 flex-1">
        <bdi className="block truncate">{model.name}</bdi>
        {model.description !== undefined && (
          <span className="block text-[0.8125rem] leading-snug text-fg-3">{model.description}</span>
        )}
      </span>
      {model.demo && <span className="rounded border border-line px-1 text-[0.75rem] leading-4 text-fg-3">Demo</span>}
      {selected && <Check aria-hidden size={16} strokeWidth={2} className="shrink-0" />}
    </div>
  );
}

function optionFor(
  event: KeyboardEvent,
  models: readonly ModelInfo[],
  activeId: string | undefined,
): ModelInfo | undefined {
  const index = models.findIndex(({ id }) => id === activeId);
  switch (event.key) {
    case 'ArrowDown':
      return models[Math.min(models.length - 1, index + 1)];
    case 'ArrowUp':
      return models[Math.max(0, index - 1)];
    case 'Home':
      return models[0];
    case 'End':
      return models.at(-1);
    default: {
      if (event.key.length !== 1 || event.key === ' ' || event.ctrlKey || event.metaKey || event.altKey)
        return undefined;
      const letter = event.key.toLocaleLowerCase();
      const after = [...models.slice(index + 1), ...models.slice(0, index + 1)];
      return after.find((model) => model.name.toLocaleLowerCase().startsWith(letter));
    }
  }
}
