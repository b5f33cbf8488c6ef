import type {
  BlackPortalProfile,
  PlatformProfile,
  ProfileBase,
  SupportPortalProfile,
  TradingPlatformProfile,
} from '@interlock/connector';
import type { PlatformId } from '#kernel/platforms';
import { tierTerms } from '#kernel/tiers';
import { pseudonymOf } from './pseudonym-of.ts';
import { tradingLimitsOf } from './trading-limits-of.ts';
import type { VersionedProfile } from './types.ts';

/** Which profile shape a platform takes. */
export type ProfileShape = 'black_portal' | 'trading_platform' | 'support_portal' | 'basic';

/** Emergency protocols that the support portal keeps ready; every member has them. */
const emergencyProtocols = ['medical', 'security', 'legal', 'financial'];

/** What one platform is told about a person: the common part and only what its shape adds. */
export function composeProfile(
  push: VersionedProfile,
  platform: PlatformId,
  shape: ProfileShape,
): PlatformProfile {
  const base: ProfileBase = {
    userId: push.userId,
    version: push.version,
    tier: push.tier,
    anonymousId: pseudonymOf(push.pseudonymKey, push.userId, platform),
    active: push.active,
  };
  switch (shape) {
    case 'black_portal':
      // Onboarding binds a person to devices on every tier, so the lock is part of each profile.
      return {
        ...base,
        features: tierTerms[push.tier].features,
        hardwareLock: true,
      } satisfies BlackPortalProfile;
    case 'trading_platform':
      return { ...base, tradingLimits: tradingLimitsOf(push.tier) } satisfies TradingPlatformProfile;
    case 'support_portal':
      return {
        ...base,
        butlerPersonality: tierTerms[push.tier].butler,
        whatsappLinked: push.whatsappLinked,
        emergencyProtocols,
      } satisfies SupportPortalProfile;
    case 'basic':
      return base;
  }
}
