import { useState } from 'react';
import { SETTINGS, type SettingName } from '../../settings/settings.ts';
import { SETTING_WORDS } from '../../settings/settingWords.ts';
import { say, sayIfKnown } from '../../words/say.ts';

/** A setting that is typed. What is none of its values stays in the field, is said to be none, and changes nothing. */
export function SettingField({
  name,
  id,
  value,
  onChange,
}: {
  name: SettingName;
  /** Of the field. Its hint is `<id>-hint`. */
  id: string;
  value: string;
  onChange: (value: string) => void;
}) {
  const [typed, setTyped] = useState<string>();
  const { kind = 'lines', refusal = '' } = SETTING_WORDS[name].field ?? {};
  const text = typed ?? value;
  // Many write their decimals with a comma.
  const meant = (kind === 'decimal' ? text.replace(',', '.') : text).trim();
  const isRefused = typed !== undefined && SETTINGS[name].parse(meant) === undefined;
  const keep = () => {
    if (typed === undefined || isRefused) return;
    if (meant !== value) onChange(meant);
    setTyped(undefined);
  };
  const shared = {
    id,
    value: text,
    'aria-describedby': `${id}-hint${isRefused ? ` ${id}-refusal` : ''}`,
    'aria-invalid': isRefused,
    onChange: ({ target }: { target: { value: string } }) => setTyped(target.value),
    // What is typed is kept when the field is left, also by closing the dialog: each key would write.
    onBlur: keep,
  };
  const look = 'min-h-(--target) rounded-lg border border-line-control bg-surface-0 px-2.5 placeholder:text-fg-3';
  return (
    <div className={kind === 'lines' ? 'min-w-0 flex-1' : 'w-36'}>
      {kind === 'lines' ? (
        <textarea
          {...shared}
          dir="auto"
          rows={4}
          className={`${look} field-sizing-content max-h-60 w-full resize-y py-2`}
        />
      ) : (
        <input
          {...shared}
          inputMode={kind}
          autoComplete="off"
          placeholder={say('Model decides')}
          onKeyDown={(event) => event.key === 'Enter' && keep()}
          className={`${look} w-full`}
        />
      )}
      {isRefused && (
        <p id={`${id}-refusal`} role="alert" className="mt-1 text-[0.875rem] text-danger">
          {sayIfKnown(refusal)}
        </p>
      )}
    </div>
  );
}
