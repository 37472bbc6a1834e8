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
  const [agreed, setAgreed] = useState(0);
  const names = SETTING_NAMES.filter((name) => name in settings.offered && settings.offered[name] !== here[name]);
  const take = () => {
    setAgreed(names.length);
    session.announce(tookWords(names.length));
    change(settings.offered);
  };
  const told = wordsOfSettings(settings);
  return (
    <div className="flex w-full flex-col items-start gap-2 text-fg-2">
      {told !== '' && <p>{told}</p>}
      {agreed > 0 && <p>{tookWords(agreed)}</p>}
      {names.length > 0 && (
        <>
          <p>{offerWords(names)}</p>
          <Button onClick={take}>{say('Take them over')}</Button>
        </>
      )}
    </div>
  );
}

/** What there is to say without being asked. */
export function wordsOfSettings({ taken, skipped }: ImportedSettings): string {
  const left = say(
    '{count, plural, one {# setting is not known here and was left out.} other {# settings are not known here and were left out.}}',
    {
      count: skipped,
    },
  );
  return [taken > 0 ? tookWords(taken) : '', skipped > 0 ? left : ''].filter((words) => words !== '').join(' ');
}

/** Which settings a person is asked about. */
export function offerWords(names: readonly SettingName[]): string {
  const labels = names.map((name) => sayIfKnown(SETTING_WORDS[name].label));
  return say('Different here and left as they are: {names}.', {
    names: new Intl.ListFormat([...formatLocales()]).format(labels),
  });
}

function tookWords(count: number): string {
  return say('{count, plural, one {# setting taken over.} other {# settings taken over.}}', { count });
}
