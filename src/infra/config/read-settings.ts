import { configErrors } from './errors.ts';
import { settings, type SettingDefinition, type Settings } from './settings.ts';

/**
 * Reads the settings from environment variables.
 *
 * @throws `config.invalid_setting` that names every variable that makes no sense
 */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const complaints: string[] = [];
  const values = Object.entries(settings).map(([name, definition]) => {
    const { environment: variable, fallback, parse } = definition as SettingDefinition<unknown>;
    const written = environment[variable];
    if (written === undefined) return [name, fallback];
    try {
      return [name, parse(written)];
    } catch (error) {
      complaints.push(`${variable} ${error instanceof Error ? error.message : 'makes no sense'}`);
      return [name, fallback];
    }
  });
  if (complaints.length > 0) {
    throw configErrors('config.invalid_setting', { detail: `${complaints.join('; ')}.` });
  }
  return Object.fromEntries(values) as Settings;
}
