import { useState } from 'react';
import { askToNotify } from '../../hooks/askToNotify.ts';
import { SETTINGS, type SettingName, type Settings } from '../../settings/settings.ts';
import { say } from '../../words/say.ts';

/** What a change of a setting needs before it holds. */
export interface SettingChange {
  /** Changes a setting to the value of a text, or leaves it where it cannot be changed. */
  readonly changeTo: (name: SettingName, text: string) => void;
  /** Why a setting could not be changed, in words. */
  readonly refusals: Readonly<Partial<Record<SettingName, string>>>;
}

/** The way to change settings, which asks the browser where it has a say. */
export function useSettingChange(change: (changes: Partial<Settings>) => void): SettingChange {
  const [refusals, setRefusals] = useState<SettingChange['refusals']>({});
  const changeTo = async (name: SettingName, text: string): Promise<void> => {
    const value = SETTINGS[name].parse(text) ?? SETTINGS[name].fallback;
    const refusal = name === 'notify' && value !== 'off' ? await whyNoNotifications() : undefined;
    setRefusals(refusal === undefined ? {} : { [name]: refusal });
    if (refusal === undefined) change({ [name]: value });
  };
  return { changeTo: (name, text) => void changeTo(name, text), refusals };
}

async function whyNoNotifications(): Promise<string | undefined> {
  switch (await askToNotify()) {
    case 'granted':
      return undefined;
    case 'refused':
      return say('The browser does not let this page show notifications. Its settings for this site can allow them.');
    case 'none':
      return say('Over this address the browser shows no notifications.');
  }
}
