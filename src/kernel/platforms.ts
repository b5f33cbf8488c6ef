/** Names of platforms and sources, as they stand on the wire (`source`, `requiresSync`). */
export type PlatformId = string;

export const platformIdPattern = /^[a-z][a-z0-9_]{1,62}$/;
