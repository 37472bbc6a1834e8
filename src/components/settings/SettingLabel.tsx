import type { SettingName } from '../../settings/settings.ts';
import { SETTING_WORDS } from '../../settings/settingWords.ts';
import { sayIfKnown } from '../../words/say.ts';

/** What a setting is called, and below it what it does: the label of the control `id`, which is described by `<id>-hint`. */
export function SettingLabel({
  name,
  id,
  mark,
}: {
  name: SettingName;
  id: string;
  /** What is special about it here. */
  mark?: string | undefined;
}) {
  const { label, hint } = SETTING_WORDS[name];
  return (
    <>
      <label htmlFor={id} className="font-medium">
        {sayIfKnown(label)}
      </label>
      <div id={`${id}-hint`} className="mt-0.5 text-[0.875rem] text-fg-3">
        {mark !== undefined && (
          <span className="me-2 inline-block rounded-full border border-line-control px-2 text-[0.8125rem] text-fg-2">
            {mark}
          </span>
        )}
        {sayIfKnown(hint)}
      </div>
    </>
  );
}
