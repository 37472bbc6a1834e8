import { useId, useState } from 'react';
import { useSession } from '../../hooks/useSession.ts';
import { useSettings } from '../../hooks/useSettings.ts';
import { DEFAULT_SETTINGS, SETTING_NAMES } from '../../settings/settings.ts';
import { SETTING_WORDS } from '../../settings/settingWords.ts';
import { say, sayIfKnown } from '../../words/say.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { findSettings, type FoundSection } from './findSettings.ts';
import { SettingRow } from './SettingRow.tsx';
import { useSettingChange } from './useSettingChange.ts';

/**
 * Every setting that there is something to choose for, from the one table of settings. A change holds at once and on this device.
 *
 * @see docs/spec.md U92 and U80
 */
export default function SettingsDialog({ onClose }: { onClose: () => void }) {
  const session = useSession();
  const [settings, change] = useSettings();
  const [query, setQuery] = useState('');
  const found = findSettings(query);
  const isChanged = SETTING_NAMES.some((name) => isHere(name) && settings[name] !== DEFAULT_SETTINGS[name]);
  const resetAll = () => {
    change(Object.fromEntries(SETTING_NAMES.filter(isHere).map((name) => [name, DEFAULT_SETTINGS[name]])));
    session.announce(say('Every setting is as it was at first.'));
  };
  return (
    <Dialog title={say('Settings')} onClose={onClose}>
      <p className="text-[0.9375rem] text-fg-2">{say('They hold on this device, in this browser.')}</p>
      <input
        type="search"
        aria-label={say('Search settings')}
        placeholder={say('Search settings')}
        dir="auto"
        value={query}
        onChange={(event) => setQuery(event.target.value)}
        className="mt-3 min-h-(--target) w-full rounded-lg border border-line-control bg-surface-0 px-3 placeholder:text-fg-3"
      />
      {found.map((section) => (
        <Section key={section.section} {...section} />
      ))}
      {found.length === 0 && (
        <p role="status" className="mt-5 text-fg-2">
          {say('No setting is called that.')}
        </p>
      )}
      {isChanged && (
        <div className="mt-6 border-t border-line pt-4">
          <Button onClick={resetAll}>{say('Reset all settings')}</Button>
        </div>
      )}
    </Dialog>
  );
}

/** Whether a setting is chosen in this dialog. */
function isHere(name: keyof typeof SETTING_WORDS): boolean {
  return SETTING_WORDS[name].section !== undefined;
}

function Section({ section, names }: FoundSection) {
  const id = useId();
  const [settings] = useSettings();
  const { changeTo, refusals } = useSettingChange();
  return (
    <section aria-labelledby={id} className="mt-6">
      <h3 id={id} className="text-[0.8125rem] font-medium text-fg-3">
        {sayIfKnown(section)}
      </h3>
      {names.map((name) => (
        <SettingRow
          key={name}
          name={name}
          value={settings[name]}
          refusal={refusals[name]}
          onChange={(value) => changeTo(name, value)}
        />
      ))}
    </section>
  );
}
