import type { PlatformId } from '#kernel/platforms';
import type { DurationMs } from '#kernel/time';
import type { CircuitPosition } from './circuit.ts';
import type { HealthState, ReportedMetrics } from './health/types.ts';
import { addressesOf } from './platform-config.ts';
import type { AddressHealth, LivePlatform, RouteReason } from './types.ts';

export interface PlatformHealth {
  readonly platformId: PlatformId;
  readonly enabled: boolean;
  /** That of the active address. */
  readonly state: HealthState;
  readonly since: Date | null;
  readonly lastCheckAt: Date | null;
  readonly latencyMs: DurationMs | null;
  readonly message: string | null;
  readonly metrics: ReportedMetrics | null;
  /** Of this hub process's link to the active address. */
  readonly circuit: CircuitPosition;
  readonly activeAddress: string;
  readonly activeSince: Date;
  readonly activeReason: RouteReason;
  readonly pinnedAddress: string | null;
  /** The primary first. */
  readonly addresses: readonly AddressHealth[];
}

/** The health of one platform. */
export function describeHealth(platform: LivePlatform): PlatformHealth {
  const { config, route } = platform;
  const addresses = addressesOf(config).map((address) => platform.health.get(address) ?? unseen(address));
  const active = platform.health.get(route.activeAddress) ?? unseen(route.activeAddress);
  return {
    platformId: config.id,
    enabled: config.enabled,
    state: active.state,
    since: active.since,
    lastCheckAt: active.lastCheckAt,
    latencyMs: active.latencyMs,
    message: active.message,
    metrics: active.metrics,
    circuit: platform.activeLink.circuit.position,
    activeAddress: route.activeAddress,
    activeSince: route.since,
    activeReason: route.reason,
    pinnedAddress: route.pinnedAddress,
    addresses,
  };
}

function unseen(address: string): AddressHealth {
  return {
    address,
    state: 'unknown',
    since: null,
    lastCheckAt: null,
    passed: false,
    latencyMs: null,
    message: null,
    metrics: null,
  };
}
