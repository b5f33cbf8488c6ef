/** Names of platforms and sources, as they stand on the wire (`source`, `requiresSync`). */
export type PlatformId = string;

/** The platforms that the reference installation knows. Others are registered by configuration. */
export const referencePlatforms = [
  'black_portal',
  'trading_platform',
  'support_portal',
  'building_platform',
] as const;

export const platformIdPattern = /^[a-z][a-z0-9_]{1,62}$/;
