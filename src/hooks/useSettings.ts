import { useStore } from 'zustand';
import type { Settings } from '../settings/settings.ts';
import { useSession } from './useSession.ts';

/** The settings that hold, and the way to change some of them. A change is kept for the next visit. */
export function useSettings(): readonly [settings: Settings, change: (changes: Partial<Settings>) => void] {
  const store = useSession().settings;
  return [useStore(store), store.changeSettings];
}
