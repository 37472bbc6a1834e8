import { useId } from 'react';
import { useSettings } from '../../hooks/useSettings.ts';
import { SETTING_NAMES, SETTINGS, type Setting } from '../../settings/settings.ts';
import { SETTING_WORDS, type SettingWords } from '../../settings/settingWords.ts';
import { say, sayIfKnown } from '../../words/say.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { useSettingChange } from './useSettingChange.ts';

/**
 * Every setting that there is something to choose for, from the one table of settings. A change holds at once and on this device.
 *
 * @see docs/spec.md U92
 */
export default function SettingsDialog({ onClose }: { onClose: () => void }) {
  const [settings] = useSettings();
  const { changeTo, refusals } = useSettingChange();
  return (
    <Dialog title={say('Settings')} onClose={onClose}>
      <p className="text-[0.9375rem] text-fg-2">{say('They hold on this device, in this browser.')}</p>
      {SETTING_NAMES.map((name) => (
        <Choice
          key={name}
          setting={SETTINGS[name]}
          words={SETTING_WORDS[name]}
          value={settings[name]}
          refusal={refusals[name]}
          onChange={(value) => changeTo(name, value)}
        />
      ))}
    </Dialog>
  );
}

function Choice({
  setting: { choices },
  words: { label, hint, choiceNames = {} },
  value,
  refusal,
  onChange,
}: {
  setting: Setting<string>;
  words: SettingWords;
  value: string;
  /** Why it could not be changed. */
  refusal: string | undefined;
  onChange: (value: string) => void;
}) {
  const id = useId();
  if (choices === undefined) return null;
  return (
    <div className="mt-5 flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
      <div className="min-w-0 flex-1 basis-64">
        <label htmlFor={id} className="font-medium">
          {sayIfKnown(label)}
        </label>
        <p id={`${id}-hint`} className="mt-0.5 text-[0.875rem] text-fg-3">
          {sayIfKnown(hint)}
        </p>
        {refusal !== undefined && (
          <p role="alert" className="mt-1 text-[0.875rem] text-warn">
            {refusal}
          </p>
        )}
      </div>
      <select
        id={id}
        aria-describedby={`${id}-hint`}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className="min-h-(--target) max-w-full rounded-lg border border-line-control bg-surface-0 px-2.5"
      >
        {choices.map((choice) => (
          <option key={choice} value={choice}>
            {sayIfKnown(choiceNames[choice] ?? choice)}
          </option>
        ))}
      </select>
    </div>
  );
}
