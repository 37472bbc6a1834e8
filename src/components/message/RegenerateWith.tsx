import { useId, useState } from 'react';
import { useModels } from '../../hooks/useModels.ts';
import { Button } from '../ui/Button.tsx';

const WISHES = ['Shorter', 'Longer', 'Simpler words', 'With an example'] as const;

/** Which model is asked for another version, and what is to be different. */
export function RegenerateWith({
  modelId,
  onRegenerate,
  onCancel,
}: {
  modelId: string;
  onRegenerate: (modelId: string, instruction: string) => void;
  onCancel: () => void;
}) {
  const { state } = useModels();
  const models = state.status === 'loading' ? [] : (state.catalog?.models ?? []);
  const [chosenId, setChosenId] = useState(modelId);
  const [instruction, setInstruction] = useState('');
  const modelField = useId();
  const wishField = useId();
  const wishes = useId();
  const isListed = models.some(({ id }) => id === chosenId);
  const field =
    'mt-1 mb-4 block min-h-(--target) w-full rounded-lg border border-line-control bg-surface-0 px-3 py-1.5';
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onRegenerate(chosenId, instruction);
      }}
    >
      <label htmlFor={modelField}>Model</label>
      <select
        id={modelField}
        value={chosenId}
        onChange={(event) => setChosenId(event.target.value)}
        className={field}
        autoFocus
      >
        {!isListed && <option value={chosenId}>{chosenId}</option>}
        {models.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
      <label htmlFor={wishField}>What should be different (optional)</label>
      <input
        id={wishField}
        list={wishes}
        dir="auto"
        autoComplete="off"
        placeholder="Shorter"
        value={instruction}
        onChange={(event) => setInstruction(event.target.value)}
        className={field}
      />
      <datalist id={wishes}>
        {WISHES.map((wish) => (
          <option key={wish} value={wish} />
        ))}
      </datalist>
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onCancel}>Cancel</Button>
        <Button kind="primary" type="submit">
          Regenerate
        </Button>
      </div>
    </form>
  );
}
