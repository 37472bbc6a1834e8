import { RotateCcw } from 'lucide-react';
import { useId } from 'react';
import { SETTINGS, type Setting, type SettingName } from '../../settings/settings.ts';
import { SETTING_WORDS } from '../../settings/settingWords.ts';
import { say, sayIfKnown } from '../../words/say.ts';
import { IconButton } from '../ui/IconButton.tsx';
import type { Scope } from './ScopeChoice.tsx';
import { SettingField } from './SettingField.tsx';
import { SettingLabel } from './SettingLabel.tsx';

/** What a row of the settings is given. */
interface SettingRowProps {
  readonly name: SettingName;
  readonly value: string;
  readonly scope: Scope;
  /** Whether it was changed in this scope. */
  readonly isChanged: boolean;
  /** Why it could not be changed. */
  readonly refusal: string | undefined;
  readonly onChange: (value: string) => void;
  readonly onReset: () => void;
}

/** A setting, its choices or its field, and the way back once it was changed. */
export function SettingRow({ name, value, scope, isChanged, refusal, onChange, onReset }: SettingRowProps) {
  const id = useId();
  const { choices }: Setting<string> = SETTINGS[name];
  const { field, ...words } = SETTING_WORDS[name];
  const isOwn = scope === 'chat' && isChanged;
  const label = sayIfKnown(words.label);
  const reset = () => {
    onReset();
    // The button is gone then.
    document.getElementById(id)?.focus();
  };
  return (
    <div className="mt-4 flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
      <div className="min-w-0 flex-1 basis-64">
        <SettingLabel name={name} id={id} mark={isOwn ? say('This chat only') : undefined} />
        {refusal !== undefined && (
          <p role="alert" className="mt-1 text-[0.875rem] text-warn">
            {refusal}
          </p>
        )}
      </div>
      <div className={`flex max-w-full gap-1 ${field?.kind === 'lines' ? 'w-full items-start' : 'items-center'}`}>
        {isChanged && (
          <IconButton
            label={
              isOwn
                ? say('Use the general setting again: {name}', { name: label })
                : say('Reset: {name}', { name: label })
            }
            icon={RotateCcw}
            onClick={reset}
          />
        )}
        {choices ? (
          <ChoiceBox {...{ name, id, value, onChange }} choices={choices} />
        ) : (
          <SettingField {...{ name, id, value, onChange }} />
        )}
      </div>
    </div>
  );
}

function ChoiceBox({
  name,
  id,
  value,
  choices,
  onChange,
}: Pick<SettingRowProps, 'name' | 'value' | 'onChange'> & { id: string; choices: readonly string[] }) {
  const { choiceNames = {} } = SETTING_WORDS[name];
  return (
    <select
      id={id}
      aria-describedby={`${id}-hint`}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      className="min-h-(--target) min-w-0 rounded-lg border border-line-control bg-surface-0 px-2.5"
    >
      {choices.map((choice) => (
        <option key={choice} value={choice}>
          {sayIfKnown(choiceNames[choice] ?? choice)}
        </option>
      ))}
    </select>
  );
}
