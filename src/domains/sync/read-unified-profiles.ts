import type { TextSeal } from '#infra/db';
import type { PlatformId } from '#kernel/platforms';
import { tierTerms, type Tier } from '#kernel/tiers';
import type { ProfileShape } from './compose-profile.ts';
import { profilePlatforms } from './profile-platforms.ts';
import { hubPseudonymRealm, pseudonymOf } from './pseudonym-of.ts';
import { openPortfolio, type PortfolioContent } from './sealed-portfolio.ts';
import type { SyncHealth } from './sync-health.ts';
import { tradingLimitsOf } from './trading-limits-of.ts';
import type { Sync } from './types.ts';
import type { ReportedPortfolio, UnifiedProfile } from './unified-profile.ts';

interface StateJson {
  readonly platform: PlatformId;
  readonly health: SyncHealth;
  readonly confirmed_at: string | null;
}

interface ProfileRow extends Record<string, unknown> {
  readonly user_id: string;
  readonly tier: Tier;
  readonly active: boolean;
  readonly whatsapp_linked: boolean;
  readonly pseudonym_key: Buffer;
  readonly states: readonly StateJson[];
  readonly portfolio: PortfolioContent | null;
  readonly sealed_portfolio: string | null;
  readonly portfolio_reported_at: Date | null;
  readonly portfolio_source: string | null;
}

const profilesStatement = `
    select profile.user_id, profile.tier, profile.active, profile.whatsapp_linked, profile.pseudonym_key,
           portfolio.portfolio, portfolio.sealed as sealed_portfolio,
           portfolio.reported_at as portfolio_reported_at, portfolio.source as portfolio_source,
           coalesce((
             select json_agg(json_build_object('platform', state.platform, 'confirmed_at', state.confirmed_at,
                                               'health', sync.state_health(state)) order by state.platform)
               from sync.platform_states state
              where state.user_id = profile.user_id and state.platform = any ($2)), '[]') as states
      from sync.profiles profile left join sync.portfolios portfolio using (user_id)
     where profile.user_id = any ($1)`;

/** The unified profiles of people, by user id; those of unknown people are left out. */
export async function readUnifiedProfiles(
  sync: Pick<Sync, 'database' | 'connectors'>,
  userIds: readonly string[],
): Promise<ReadonlyMap<string, UnifiedProfile>> {
  const platforms = profilePlatforms(sync.connectors);
  const rows = await sync.database.query<ProfileRow>(profilesStatement, [
    userIds,
    platforms.map(({ id }) => id),
  ]);
  return new Map(
    rows.map((row) => [
      row.user_id,
      {
        userId: row.user_id,
        tier: row.tier,
        anonymousId: pseudonymOf(row.pseudonym_key, row.user_id, hubPseudonymRealm),
        platforms: describePlatforms(row, platforms, describePortfolio(row, sync.database.texts)),
        syncStatus: describeSyncStatus(row.states, platforms.length),
      },
    ]),
  );
}

/** The three of the founding shape are always there; other platforms stand beside them under their own names. */
function describePlatforms(
  row: ProfileRow,
  platforms: readonly { readonly id: PlatformId; readonly profile: ProfileShape }[],
  portfolio: ReportedPortfolio | null,
): UnifiedProfile['platforms'] {
  const shapes = new Map<PlatformId, ProfileShape>([
    ['black_portal', 'black_portal'],
    ['trading_platform', 'trading_platform'],
    ['support_portal', 'support_portal'],
    ...platforms.map(({ id, profile }) => [id, profile] as const),
  ]);
  const entries = [...shapes].map(([id, shape]) => {
    const confirmedAt = row.states.find(({ platform }) => platform === id)?.confirmed_at ?? null;
    const presence = { active: row.active && confirmedAt !== null, lastSync: toIso(confirmedAt) };
    return [toCamelCase(id), { ...presence, ...describeShape(row, shape, portfolio) }] as const;
  });
  return Object.fromEntries(entries) as UnifiedProfile['platforms'];
}

function describeShape(
  row: ProfileRow,
  shape: ProfileShape,
  portfolio: ReportedPortfolio | null,
): Record<string, unknown> {
  switch (shape) {
    case 'black_portal':
      return { features: tierTerms[row.tier].features };
    case 'trading_platform': {
      const { daily, monthly } = tradingLimitsOf(row.tier);
      return { portfolio, tradingLimits: { daily, monthly } };
    }
    case 'support_portal':
      return {
        zkProof: null,
        whatsappLinked: row.whatsapp_linked,
        butlerPersonality: tierTerms[row.tier].butler,
      };
    case 'basic':
      return {};
  }
}

function describePortfolio(row: ProfileRow, texts: TextSeal): ReportedPortfolio | null {
  if (row.portfolio_reported_at === null || row.portfolio_source === null) return null;
  // A plain one is newer than what is sealed beside it: the hub that wrote it knew nothing of sealing.
  const content =
    row.portfolio ??
    (row.sealed_portfolio === null ? null : openPortfolio(texts, row.user_id, row.sealed_portfolio));
  if (content === null) return null;
  return { reportedAt: row.portfolio_reported_at.toISOString(), source: row.portfolio_source, content };
}

function describeSyncStatus(
  states: readonly StateJson[],
  platformCount: number,
): UnifiedProfile['syncStatus'] {
  const pending = states.filter(({ health }) => health !== 'healthy');
  const confirmedAts = states.flatMap(({ confirmed_at }) =>
    confirmed_at === null ? [] : [Date.parse(confirmed_at)],
  );
  const isKnownEverywhere = confirmedAts.length === platformCount && platformCount > 0;
  return {
    lastFullSync: isKnownEverywhere ? new Date(Math.min(...confirmedAts)).toISOString() : null,
    pendingChanges: pending.map(({ platform }) => platform),
    syncHealth: healthOf(states, platformCount),
  };
}

function healthOf(states: readonly StateJson[], platformCount: number): SyncHealth {
  if (states.some(({ health }) => health === 'failed')) return 'failed';
  // A platform without a state was registered a moment ago; its backfill is under way.
  const isDegraded = states.length < platformCount || states.some(({ health }) => health === 'degraded');
  return isDegraded ? 'degraded' : 'healthy';
}

const toIso = (text: string | null): string | null => (text === null ? null : new Date(text).toISOString());

const toCamelCase = (id: string): string =>
  id.replaceAll(/_+([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase());
