import { useSyncExternalStore } from 'react';
import type { TimeZoneChoice } from './format/times.ts';

export type ThemeChoice = 'system' | 'light' | 'dark';

export interface Preferences {
  readonly theme: ThemeChoice;
  readonly zone: TimeZoneChoice;
}

const listeners = new Set<() => void>();

// Storage may be forbidden; choices then last as long as the page.
function read(name: string): string | null {
  try {
    return window.localStorage.getItem(name);
  } catch {
    return null;
  }
}

function write(name: string, value: string): void {
  try {
    window.localStorage.setItem(name, value);
  } catch {
    return;
  }
}

function readPreferences(): Preferences {
  const theme = read('interlock.theme');
  return {
    theme: theme === 'light' || theme === 'dark' ? theme : 'system',
    zone: read('interlock.zone') === 'utc' ? 'utc' : 'local',
  };
}

let preferences = readPreferences();

/** Changes what this browser prefers, and remembers it. */
function setPreferences(changes: Partial<Preferences>): void {
  preferences = { ...preferences, ...changes };
  write('interlock.theme', preferences.theme);
  write('interlock.zone', preferences.zone);
  if (preferences.theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = preferences.theme;
  for (const listener of listeners) listener();
}

export function usePreferences(): Preferences {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => preferences,
  );
}

/** Whether the page is dark right now, by choice or by the system. */
export function isDark(): boolean {
  if (preferences.theme !== 'system') return preferences.theme === 'dark';
  return window.matchMedia('(prefers-color-scheme: dark)').matches;
}

/** From what is shown now to its opposite. */
export function toggleTheme(): void {
  setPreferences({ theme: isDark() ? 'light' : 'dark' });
}

export function toggleZone(): void {
  setPreferences({ zone: preferences.zone === 'utc' ? 'local' : 'utc' });
}
