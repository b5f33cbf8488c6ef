import type { Database } from '#infra/db';
import type { PlatformId } from '#kernel/platforms';
import type { Tier } from '#kernel/tiers';
import type { VersionedProfile } from './types.ts';

export interface DriftPage {
  /** People whom the platform should hold at exactly the version given. */
  readonly candidates: readonly VersionedProfile[];
  /** People of whom the platform was never to be told. */
  readonly unknownUserIds: readonly string[];
  readonly nextCursor: string | null;
}

interface PageRow extends Record<string, unknown> {
  readonly user_id: string;
  readonly tier: Tier;
  readonly active: boolean;
  readonly whatsapp_linked: boolean;
  readonly pseudonym_key: Buffer;
  readonly desired_version: number | null;
  readonly is_pending: boolean | null;
}

/** Reads a page of people and what a platform should hold of them; what is being pushed is left out. */
export async function readDriftPage(
  database: Database,
  platform: PlatformId,
  cursor: string,
  limit: number,
): Promise<DriftPage> {
  const rows = await database.query<PageRow>(
    `select profile.user_id, profile.tier, profile.active, profile.whatsapp_linked, profile.pseudonym_key,
            state.desired_version::float8 as desired_version,
            state.confirmed_version <> state.desired_version as is_pending
       from sync.profiles profile
       left join sync.platform_states state on state.user_id = profile.user_id and state.platform = $1
      where profile.user_id > $2
      order by profile.user_id
      limit $3`,
    [platform, cursor, limit],
  );
  const candidates = rows.flatMap((row): VersionedProfile[] => {
    if (row.desired_version === null || row.is_pending === true) return [];
    return [
      {
        userId: row.user_id,
        version: row.desired_version,
        tier: row.tier,
        active: row.active,
        whatsappLinked: row.whatsapp_linked,
        pseudonymKey: row.pseudonym_key,
      },
    ];
  });
  return {
    candidates,
    unknownUserIds: rows.filter((row) => row.desired_version === null).map((row) => row.user_id),
    nextCursor: rows.length === limit ? rows.at(-1)!.user_id : null,
  };
}
