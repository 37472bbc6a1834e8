import { useId, useState } from 'react';
import { useModels } from '../../hooks/useModels.ts';
import { Button } from '../ui/Button.tsx';
import { say, type Words } from '../../words/say.ts';

const FIELD = 'mt-1 mb-4 block min-h-(--target) w-full rounded-lg border border-line-control bg-surface-0 px-3 py-1.5';

const WISHES: readonly Words[] = ['Shorter', 'Longer', 'Simpler words', 'With an example'];

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
  const isListed = models.some(({ id }) => id === chosenId);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onRegenerate(chosenId, instruction);
      }}
    >
      <label htmlFor={modelField}>{say('Model')}</label>
      <select
        id={modelField}
        value={chosenId}
        onChange={(event) => setChosenId(event.target.value)}
        className={FIELD}
        autoFocus
      >
        {!isListed && <option value={chosenId}>{chosenId}</option>}
        {models.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
      <WishField value={instruction} onChange={setInstruction} />
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onCancel}>{say('Cancel')}</Button>
        <Button kind="primary" type="submit">
          {say('Regenerate')}
        </Button>
      </div>
    </form>
  );
}

function WishField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const wishField = useId();
  const wishes = useId();
  return (
    <>
      <label htmlFor={wishField}>{say('What should be different (optional)')}</label>
      <input
        id={wishField}
        list={wishes}
        dir="auto"
        autoComplete="off"
        placeholder={say('Shorter')}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className={FIELD}
      />
      <datalist id={wishes}>
        {WISHES.map((wish) => (
          <option key={wish} value={say(wish)} label={say(wish)} aria-label={say(wish)} />
        ))}
      </datalist>
    </>
  );
}
