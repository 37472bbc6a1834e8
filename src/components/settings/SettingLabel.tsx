import type { SettingName } from '../../settings/settings.ts';
import { SETTING_WORDS } from '../../settings/settingWords.ts';
import { sayIfKnown } from '../../words/say.ts';

/** What a setting is called, and below it what it does: the label of the control `id`, which is described by `<id>-hint`. */
export function SettingLabel({ name, id }: { name: SettingName; id: string }) {
  const { label, hint } = SETTING_WORDS[name];
  return (
    <>
      <label htmlFor={id} className="font-medium">
        {sayIfKnown(label)}
      </label>
      <p id={`${id}-hint`} className="mt-0.5 text-[0.875rem] text-fg-3">
        {sayIfKnown(hint)}
      </p>
    </>
  );
}
