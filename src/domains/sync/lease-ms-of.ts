import type { PlatformConfig } from '#connectors';
import type { DurationMs } from '#kernel/time';

/** How much longer a claim lasts than the request that it is for, in milliseconds. */
const leaseReserveMs = 2_000;

/** How long claimed pushes to a platform are left alone by others. */
export const leaseMsOf = (platform: PlatformConfig): DurationMs =>
  platform.delivery.timeoutMs + leaseReserveMs;
