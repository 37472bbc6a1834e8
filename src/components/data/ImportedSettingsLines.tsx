import { useState } from 'react';
import { useSession } from '../../hooks/useSession.ts';
import { useSettings } from '../../hooks/useSettings.ts';
import { SETTING_NAMES, type SettingName } from '../../settings/settings.ts';
import { SETTING_WORDS } from '../../settings/settingWords.ts';
import type { ImportedSettings } from '../../store/importStore.ts';
import { formatLocales } from '../../words/formatLocales.ts';
import { say, sayIfKnown } from '../../words/say.ts';
import { Button } from '../ui/Button.tsx';

/**
 * What became of the settings of an archive, and the way to have those that are different here.
 *
 * @see docs/spec.md I9
 */
export function ImportedSettingsLines({ settings }: { settings: ImportedSettings }) {
  const session = useSession();
  const [here, change] = useSettings();
  const [agreed, setAgreed] = useState<readonly SettingName[]>([]);
  const names = SETTING_NAMES.filter((name) => name in settings.offered && settings.offered[name] !== here[name]);
  const take = () => {
    setAgreed(names);
    session.announce(takenWords(names));
    change(settings.offered);
  };
  const lines = [...wordsOfSettings({ ...settings, offered: {} }), ...(agreed.length > 0 ? [takenWords(agreed)] : [])];
  return (
    <div className="flex w-full flex-col items-start gap-2 text-fg-2">
      {lines.map((words) => (
        <p key={words}>{words}</p>
      ))}
      {names.length > 0 && (
        <>
          <p>{offerWords(names)}</p>
          <Button onClick={take}>{say('Take them over')}</Button>
        </>
      )}
    </div>
  );
}

/** What there is to say of the settings of an archive, in sentences. */
export function wordsOfSettings({ taken, offered, skipped }: ImportedSettings): readonly string[] {
  const asked = SETTING_NAMES.filter((name) => name in offered);
  return [
    ...(taken.length > 0 ? [takenWords(taken)] : []),
    ...(skipped > 0
      ? [say('Settings that are not known here and were left out: {count, number}.', { count: skipped })]
      : []),
    ...(asked.length > 0 ? [offerWords(asked)] : []),
  ];
}

function offerWords(names: readonly SettingName[]): string {
  return say('Settings that are different here and were left as they are: {names}.', { names: listed(names) });
}

function takenWords(names: readonly SettingName[]): string {
  return say('Settings taken over: {names}.', { names: listed(names) });
}

function listed(names: readonly SettingName[]): string {
  return new Intl.ListFormat([...formatLocales()]).format(names.map((name) => sayIfKnown(SETTING_WORDS[name].label)));
}
