import type pg from 'pg';
import type { TextSeal } from '#infra/db';
import { changedNotice, connectorChannel } from '../notices.ts';
import type { RouteReason } from '../types.ts';
import type { CheckResult } from './create-prober.ts';
import { sealHealthMessage } from './sealed-health-message.ts';
import type { HealthState } from './types.ts';

export interface Observation {
  readonly platformId: string;
  readonly address: string;
  readonly state: HealthState;
  readonly result: CheckResult;
}

/** A change of route, valid only if the route still is what it was when it was decided. */
export interface RouteMove {
  readonly platformId: string;
  readonly from: string;
  readonly to: string;
  readonly pinnedAddress: string | null;
  readonly reason: RouteReason;
}

// One statement, so that a state and the failover it causes are seen together. A platform that was disabled or
// removed meanwhile is left alone, and so is a route that an operator changed.
const publishStatement = `
  with observed as (
    insert into connectors.address_health as known
      (platform_id, address, state, last_check_at, passed, latency_ms, message, metrics)
    select o.platform_id, o.address, o.state, now(), o.passed, o.latency_ms, o.message, o.metrics
    from jsonb_to_recordset($1) as o (
      platform_id text, address text, state text, passed boolean,
      latency_ms double precision, message text, metrics jsonb)
    join connectors.platforms p on p.id = o.platform_id and p.enabled
    on conflict (platform_id, address) do update set
      since = case when known.state = excluded.state then known.since else now() end,
      state = excluded.state, last_check_at = excluded.last_check_at, passed = excluded.passed,
      latency_ms = excluded.latency_ms, message = excluded.message, metrics = excluded.metrics
  ), moved as (
    update connectors.routes r
    set active_address = m.to_address, since = now(), reason = m.reason
    from jsonb_to_recordset($2) as m (
      platform_id text, from_address text, to_address text, pinned_address text, reason text)
    where r.platform_id = m.platform_id and r.active_address = m.from_address
      and r.pinned_address is not distinct from m.pinned_address
  )
  select pg_notify($3, $4)`;

/** Writes what was observed and decided, and tells all hub processes. */
export async function publishHealth(
  client: pg.Client,
  texts: TextSeal,
  observations: readonly Observation[],
  moves: readonly RouteMove[],
): Promise<void> {
  await client.query({
    name: 'connectors.publish_health',
    text: publishStatement,
    values: [
      JSON.stringify(
        observations.map(({ platformId, address, state, result }) => ({
          platform_id: platformId,
          address,
          state,
          passed: result.verdict !== 'down',
          latency_ms: result.latencyMs,
          message: sealHealthMessage(texts, platformId, address, result.message),
          metrics: result.metrics,
        })),
      ),
      JSON.stringify(
        moves.map(({ platformId, from, to, pinnedAddress, reason }) => ({
          platform_id: platformId,
          from_address: from,
          to_address: to,
          pinned_address: pinnedAddress,
          reason,
        })),
      ),
      connectorChannel,
      changedNotice,
    ],
  });
}
