import type { Queryable, TextSeal } from '#infra/db';
import { openHealthMessage } from './health/sealed-health-message.ts';
import type { ReportedMetrics, HealthState } from './health/types.ts';
import type { AddressHealth, Route, RouteReason } from './types.ts';

/** One registered platform as the database holds it. */
export interface PlatformRow {
  readonly id: string;
  readonly enabled: boolean;
  readonly version: number;
  /** When it was registered; tells it from an earlier platform of the same id. */
  readonly registeredAt: Date;
  readonly config: unknown;
  readonly hasCredential: boolean;
  readonly route: Route;
  readonly health: ReadonlyMap<string, AddressHealth>;
}

interface StoredPlatform extends Record<string, unknown> {
  readonly id: string;
  readonly enabled: boolean;
  readonly version: number;
  readonly created_at: Date;
  readonly config: unknown;
  readonly has_credential: boolean;
  readonly active_address: string;
  readonly pinned_address: string | null;
  readonly since: Date;
  readonly reason: RouteReason;
  readonly health: readonly StoredHealth[];
}

interface StoredHealth {
  readonly address: string;
  readonly state: HealthState;
  readonly sinceMs: number;
  readonly lastCheckAtMs: number;
  readonly passed: boolean;
  readonly latencyMs: number | null;
  readonly message: string | null;
  readonly metrics: ReportedMetrics | null;
}

const selectPlatforms = {
  name: 'connectors.select_platforms',
  text: `
    select p.id, p.enabled, p.version, p.created_at, p.config,
      exists (
        select from connectors.secrets s
        where s.platform_id = p.id and s.kind = 'bearer' and s.expires_at is null
      ) as has_credential,
      r.active_address, r.pinned_address, r.since, r.reason,
      coalesce((
        select jsonb_agg(jsonb_build_object(
          'address', h.address, 'state', h.state, 'passed', h.passed,
          'sinceMs', extract(epoch from h.since) * 1000,
          'lastCheckAtMs', extract(epoch from h.last_check_at) * 1000,
          'latencyMs', h.latency_ms, 'message', h.message, 'metrics', h.metrics))
        from connectors.address_health h
        where h.platform_id = p.id
      ), '[]'::jsonb) as health
    from connectors.platforms p
    join connectors.routes r on r.platform_id = p.id
    order by p.id`,
};

/** All platforms with route and health, in the order of their ids, from one snapshot of the database. */
export async function loadPlatforms(database: Queryable): Promise<PlatformRow[]> {
  const rows = await database.query<StoredPlatform>(selectPlatforms);
  return rows.map((row) => ({
    id: row.id,
    enabled: row.enabled,
    version: row.version,
    registeredAt: row.created_at,
    config: row.config,
    hasCredential: row.has_credential,
    route: {
      activeAddress: row.active_address,
      pinnedAddress: row.pinned_address,
      since: row.since,
      reason: row.reason,
    },
    health: new Map(row.health.map((each) => [each.address, toAddressHealth(each, row.id, database.texts)])),
  }));
}

function toAddressHealth(
  { sinceMs, lastCheckAtMs, message, ...health }: StoredHealth,
  platformId: string,
  texts: TextSeal,
): AddressHealth {
  return {
    ...health,
    message: openHealthMessage(texts, platformId, health.address, message),
    since: new Date(sinceMs),
    lastCheckAt: new Date(lastCheckAtMs),
  };
}
