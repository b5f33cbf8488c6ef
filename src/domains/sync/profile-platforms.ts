import { listPlatforms, type Connectors, type PlatformConfig } from '#connectors';
import type { ProfileShape } from './compose-profile.ts';

/** A platform that takes profiles, enabled or not: a disabled one’s profiles wait for it. */
export type ProfilePlatform = PlatformConfig & { readonly profile: ProfileShape };

/** The registered platforms that take profiles. */
export function profilePlatforms(connectors: Connectors): ProfilePlatform[] {
  return listPlatforms(connectors).filter((platform) => platform.profile !== null) as ProfilePlatform[];
}
