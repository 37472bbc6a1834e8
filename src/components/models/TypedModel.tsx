import { useState } from 'react';
import type { ModelCatalog } from '../../../protocol/models.ts';
import { Button } from '../ui/Button.tsx';
import { say } from '../../words/say.ts';

/** A box for the name of a model, for each provider that gives no list of its models. */
export function TypedModel({
  catalog,
  onChoose,
}: {
  catalog: ModelCatalog | undefined;
  onChoose: (modelId: string) => void;
}) {
  const withoutList = catalog?.providers.filter(({ state }) => state !== 'ready') ?? [];
  return withoutList.map((provider) => (
    <TypedModelForm key={provider.id} label={provider.label} onName={(name) => onChoose(`${provider.id}/${name}`)} />
  ));
}

function TypedModelForm({ label, onName }: { label: string; onName: (name: string) => void }) {
  const [name, setName] = useState('');
  const trimmed = name.trim();
  return (
    <form
      className="flex gap-2 border-t border-line p-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (trimmed !== '') onName(trimmed);
      }}
    >
      <input
        aria-label={say('Name of a model of {label}', { label })}
        placeholder={say('A model of {label}', { label })}
        autoComplete="off"
        spellCheck={false}
        value={name}
        onChange={(event) => setName(event.target.value)}
        className="min-h-(--target) min-w-0 flex-1 rounded-lg border border-line-control bg-surface-0 px-2.5 text-[1rem] placeholder:text-fg-3"
      />
      <Button type="submit" aria-disabled={trimmed === ''}>
        {say('Use')}
      </Button>
    </form>
  );
}
