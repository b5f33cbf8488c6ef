import type { PlatformRow } from './load-platforms.ts';
import { parseConfig } from './parse-config.ts';
import { platformConfigSchema, type PlatformConfig } from './platform-config.ts';

/** The configuration of a row, with defaults for what was added since it was written. */
export function parseStoredConfig(row: PlatformRow): PlatformConfig {
  const { id, enabled, version, hasCredential } = row;
  const config = parseConfig(platformConfigSchema, row.config, `the stored platform ${id}`);
  return { ...config, id, enabled, version, hasCredential };
}
