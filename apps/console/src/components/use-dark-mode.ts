import { useSyncExternalStore } from 'react';
import { isDark, usePreferences } from '../preferences.ts';

const systemTheme = window.matchMedia('(prefers-color-scheme: dark)');

/** Whether the page is dark, kept up to date with the choice and with the system. */
export function useDarkMode(): boolean {
  usePreferences();
  return useSyncExternalStore((listener) => {
    systemTheme.addEventListener('change', listener);
    return () => systemTheme.removeEventListener('change', listener);
  }, isDark);
}
