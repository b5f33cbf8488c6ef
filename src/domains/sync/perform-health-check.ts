import { listPlatforms, platformHealth, type PlatformHealth } from '#connectors';
import type { PlatformId } from '#kernel/platforms';
import type { Sync } from './types.ts';

export interface HealthCheck {
  readonly platformId: PlatformId;
  readonly displayName: string;
  /** `disabled`: switched off by an operator, so its state does not count. */
  readonly status: 'operational' | 'degraded' | 'down' | 'unknown' | 'disabled';
  /** Of the last check, in milliseconds; `null`: it has not answered yet. */
  readonly responseTimeMs: number | null;
  readonly lastCheck: string | null;
  readonly since: string | null;
  readonly circuit: PlatformHealth['circuit'];
  /** Why it is not operational, as far as known. */
  readonly message: string | null;
  /** As the platform itself reports them. */
  readonly metrics: PlatformHealth['metrics'];
}

/**
 * The health of every registered platform, by id, as the checks that run all the time last saw it.
 * Reads memory, so it answers within a millisecond however slow a platform is.
 */
export function performHealthCheck(sync: Pick<Sync, 'connectors'>): Map<PlatformId, HealthCheck> {
  const names = new Map(listPlatforms(sync.connectors).map(({ id, displayName }) => [id, displayName]));
  return new Map(
    platformHealth(sync.connectors).map((health) => [
      health.platformId,
      {
        platformId: health.platformId,
        displayName: names.get(health.platformId) ?? health.platformId,
        status: health.enabled ? health.state : 'disabled',
        responseTimeMs: health.latencyMs,
        lastCheck: health.lastCheckAt?.toISOString() ?? null,
        since: health.since?.toISOString() ?? null,
        circuit: health.circuit,
        message: health.message,
        metrics: health.metrics,
      },
    ]),
  );
}
