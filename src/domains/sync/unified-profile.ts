import type { PlatformId } from '#kernel/platforms';
import type { Tier } from '#kernel/tiers';
import type { SyncHealth } from './sync-health.ts';

interface PlatformPresence {
  /** The person has access there: they are active and the platform knows them. */
  readonly active: boolean;
  /** When the platform last confirmed a profile; `null`: never. */
  readonly lastSync: string | null;
}

export interface ReportedPortfolio {
  readonly reportedAt: string;
  readonly source: string;
  readonly content: Readonly<Record<string, unknown>>;
}

/** Everything that the hub holds about a person and how far the platforms have followed. */
export interface UnifiedProfile {
  readonly userId: string;
  readonly tier: Tier;
  /** The hub’s own pseudonym of the person; no platform knows it. */
  readonly anonymousId: string;
  readonly platforms: {
    readonly blackPortal: PlatformPresence & { readonly features: readonly string[] };
    readonly tradingPlatform: PlatformPresence & {
      /** As last reported by a `portfolio_update`; `null`: never reported. */
      readonly portfolio: ReportedPortfolio | null;
      /** INR, decimal; `null`: no limit. */
      readonly tradingLimits: { readonly daily: string | null; readonly monthly: string | null };
    };
    readonly supportPortal: PlatformPresence & {
      /** The person’s zero-knowledge membership commitment; `null`: none is registered. */
      readonly zkProof: string | null;
      readonly whatsappLinked: boolean;
      readonly butlerPersonality: string;
    };
    readonly [other: string]: PlatformPresence;
  };
  readonly syncStatus: {
    /** Since then every platform has confirmed at least once; `null`: some platform never has. */
    readonly lastFullSync: string | null;
    /** Platforms that have not confirmed the present profile. */
    readonly pendingChanges: readonly PlatformId[];
    readonly syncHealth: SyncHealth;
  };
}
