import { beforeEach, expect, test, vi } from 'vitest';
import { createSettingsStorage } from '../../src/persistence/settingsStorage.ts';
import { openSettings } from '../../src/session/openSettings.ts';
import { DEFAULT_SETTINGS } from '../../src/settings/settings.ts';

beforeEach(() => localStorage.clear());

test('[P9] settings are kept from one visit to the next, the theme where the first paint finds it', () => {
  createSettingsStorage().save({ ...DEFAULT_SETTINGS, theme: 'dark', modelId: 'built-in/tiny' }, DEFAULT_SETTINGS);
  expect(localStorage.getItem('rivulet.theme')).toBe('dark');
  expect(createSettingsStorage().load()).toEqual({ ...DEFAULT_SETTINGS, theme: 'dark', modelId: 'built-in/tiny' });
});

test('[P9] what is missing or cannot be read is the fallback, each setting for itself', () => {
  expect(createSettingsStorage().load()).toEqual(DEFAULT_SETTINGS);
  localStorage.setItem('rivulet.theme', 'purple');
  localStorage.setItem('rivulet.modelId', 'x/y');
  expect(createSettingsStorage().load()).toEqual({ ...DEFAULT_SETTINGS, modelId: 'x/y' });
});

test('[P9] a setting that is the fallback again is not kept', () => {
  const storage = createSettingsStorage();
  storage.save({ ...DEFAULT_SETTINGS, theme: 'dark', modelId: '' }, DEFAULT_SETTINGS);
  storage.save(DEFAULT_SETTINGS, { ...DEFAULT_SETTINGS, theme: 'dark', modelId: '' });
  expect(localStorage).toHaveLength(0);
});

test('[P9] a tab that changes one setting does not undo what another tab changed meanwhile', () => {
  const [one, other] = [createSettingsStorage(), createSettingsStorage()];
  one.save({ ...DEFAULT_SETTINGS, theme: 'dark' }, DEFAULT_SETTINGS);
  other.save({ ...DEFAULT_SETTINGS, modelId: 'a/b' }, DEFAULT_SETTINGS);
  expect(createSettingsStorage().load()).toEqual({ ...DEFAULT_SETTINGS, theme: 'dark', modelId: 'a/b' });
});

test('[U92] what another tab keeps is told, what else is stored is not, and nothing after the end', () => {
  const heard = vi.fn<() => void>();
  const stop = createSettingsStorage().listen?.(heard);
  const tell = (key: string | null) => window.dispatchEvent(new StorageEvent('storage', { key }));
  tell('rivulet.theme');
  tell(null);
  tell('rivulet.unread');
  expect(heard).toHaveBeenCalledTimes(2);
  stop?.();
  tell('rivulet.theme');
  expect(heard).toHaveBeenCalledTimes(2);
});

test('[U92] a setting that another tab changes holds here at once', () => {
  const { settings, stopKeeping } = openSettings(createSettingsStorage());
  localStorage.setItem('rivulet.theme', 'dark');
  window.dispatchEvent(new StorageEvent('storage', { key: 'rivulet.theme' }));
  expect(settings.getState().theme).toBe('dark');
  stopKeeping();
});

test('[P9] a browser that refuses storage, or has no space, changes nothing else', () => {
  const refused = createSettingsStorage(() => {
    throw new DOMException('denied', 'SecurityError');
  });
  expect(refused.load()).toEqual(DEFAULT_SETTINGS);
  expect(() => refused.save({ ...DEFAULT_SETTINGS, theme: 'dark', modelId: '' }, DEFAULT_SETTINGS)).not.toThrow();
});
