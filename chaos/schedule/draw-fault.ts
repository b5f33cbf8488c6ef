import type { Random } from '#kernel/random';
import { drawBetween, drawOne } from './draw.ts';
import { clockShiftMsMax } from './clock-shift-ms-max.ts';
import { platformIds, type Fault, type FaultKind } from './types.ts';

/** Fills in whom a fault of this kind hits, and for how long. */
export function drawFault(random: Random, kind: FaultKind, hubs: number): Fault {
  const hub = drawBetween(random, 0, hubs - 1);
  const platform = drawOne(random, platformIds);
  const between = (low: number, high: number): number => drawBetween(random, low, high);
  switch (kind) {
    case 'kill_hub':
      return { kind, hub, downMs: between(200, 3_000) };
    case 'kill_platform':
      return { kind, platform, downMs: between(200, 3_000) };
    case 'kill_database':
      return { kind, downMs: between(200, 3_000) };
    case 'hang_hub':
      return { kind, hub, forMs: between(1_000, 7_000) };
    case 'hang_platform':
      return { kind, platform, forMs: between(1_000, 5_000) };
    case 'slow_platform':
      return { kind, platform, latencyMs: between(50, 500), forMs: between(2_000, 5_000) };
    case 'stall_platform':
      return { kind, platform, forMs: between(1_000, 5_000) };
    case 'cut_platform':
      return { kind, platform, forMs: between(500, 3_000) };
    case 'cut_senders':
      return { kind, forMs: between(500, 3_000) };
    case 'cut_database':
      return { kind, hub, forMs: between(200, 2_000) };
    case 'stall_database':
      return { kind, hub, forMs: between(1_000, 7_000) };
    case 'shift_clock':
      return { kind, hub, shiftMs: between(-clockShiftMsMax, clockShiftMsMax) };
  }
}
