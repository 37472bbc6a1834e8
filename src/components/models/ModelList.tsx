import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import type { ModelCatalog, ModelInfo } from '../../../protocol/models.ts';
import { say } from '../../words/say.ts';
import { ModelOption } from './ModelOption.tsx';

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
  const [activeId, setActiveId] = useState((models.find((model) => model.id === selectedId) ?? models[0])?.id);
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

  if (models.length === 0) return <p className="px-3.5 py-3 text-[0.9375rem] text-fg-2">{say('No models yet')}</p>;
  return (
    <div
      ref={list}
      id={id}
      role="listbox"
      aria-label={say('Models')}
      tabIndex={0}
      aria-activedescendant={activeId === undefined ? undefined : optionId(activeId)}
      onKeyDown={onKeyDown}
      className="min-h-0 overflow-y-auto rounded-t-xl p-1 outline-offset-[-2px]"
    >
      {(catalog?.providers ?? []).map((provider) => (
        <ModelGroup key={provider.id} label={provider.label}>
          {models
            .filter((model) => model.provider === provider.id)
            .map((model) => (
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
        </ModelGroup>
      ))}
    </div>
  );
}

function ModelGroup({ label, children }: { label: string; children: readonly ReactNode[] }) {
  if (children.length === 0) return null;
  return (
    <div role="group" aria-label={label}>
      <div aria-hidden className="px-2.5 pt-2 pb-1 text-[0.8125rem] text-fg-3">
        {label}
      </div>
      {children}
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
      if (event.key.length !== 1 || event.key === ' ' || event.ctrlKey || event.metaKey || event.altKey) {
        return undefined;
      }
      const letter = event.key.toLocaleLowerCase();
      const after = [...models.slice(index + 1), ...models.slice(0, index + 1)];
      return after.find((model) => model.name.toLocaleLowerCase().startsWith(letter));
    }
  }
}
