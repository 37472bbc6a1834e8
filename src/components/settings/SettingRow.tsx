import { RotateCcw } from 'lucide-react';
import { useId } from 'react';
import { SETTINGS, type Setting, type SettingName } from '../../settings/settings.ts';
import { SETTING_WORDS } from '../../settings/settingWords.ts';
import { say, sayIfKnown } from '../../words/say.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { SettingLabel } from './SettingLabel.tsx';

/** A setting, its choices, and the way back once it was changed. */
export function SettingRow({
  name,
  value,
  refusal,
  onChange,
}: {
  name: SettingName;
  value: string;
  /** Why it could not be changed. */
  refusal: string | undefined;
  onChange: (value: string) => void;
}) {
  const id = useId();
  const { choices, fallback }: Setting<string> = SETTINGS[name];
  const { label, choiceNames = {} } = SETTING_WORDS[name];
  return (
    <div className="mt-4 flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
      <div className="min-w-0 flex-1 basis-64">
        <SettingLabel name={name} id={id} />
        {refusal !== undefined && (
          <p role="alert" className="mt-1 text-[0.875rem] text-warn">
            {refusal}
          </p>
        )}
      </div>
      <div className="flex max-w-full items-center gap-1">
        {value !== fallback && (
          <IconButton
            label={say('Reset: {name}', { name: sayIfKnown(label) })}
            icon={RotateCcw}
            onClick={() => onChange(fallback)}
          />
        )}
        <select
          id={id}
          aria-describedby={`${id}-hint`}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          className="min-h-(--target) min-w-0 rounded-lg border border-line-control bg-surface-0 px-2.5"
        >
          {choices?.map((choice) => (
            <option key={choice} value={choice}>
              {sayIfKnown(choiceNames[choice] ?? choice)}
            </option>
          ))}
        </select>
      </div>
    </div>
  );
}
