import { describeHealth, type PlatformHealth } from './describe-health.ts';
import type { Connectors } from './types.ts';

/** The health of every registered platform, as last seen. Reads memory. */
export function platformHealth(connectors: Connectors): readonly PlatformHealth[] {
  return Array.from(connectors.platforms.values(), describeHealth);
}
