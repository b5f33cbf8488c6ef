export { configErrors } from './errors.ts';
export { readSettings } from './read-settings.ts';
export { settings } from './settings.ts';
export type { Role, SettingDefinition, SettingName, Settings } from './settings.ts';
