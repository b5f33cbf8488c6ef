import { seededRandom, type Random } from '#kernel/random';
import type { DurationMs } from '#kernel/time';
import { clockShiftMsMax } from './clock-shift-ms-max.ts';
import { drawBetween, drawOne, drawOrder } from './draw.ts';
import { drawFault } from './draw-fault.ts';
import type { Episode, FaultKind, Schedule, TimedFault } from './types.ts';

export interface ScheduleOptions {
  readonly seed: number;
  /** About how long the faults go on. Every kind occurs, however short that is. */
  readonly lengthMs: DurationMs;
  readonly hubs: number;
}

/** About how long one round takes, recoveries included. */
const roundMs: DurationMs = 45_000;
const stormsPerRound = 2;
/** Faults of a storm begin within this time. */
const stormMs: DurationMs = 6_000;

/** What goes wrong in the storms of one round. Several of a kind: the likelier in real life. */
const deck: readonly FaultKind[] = [
  'kill_hub',
  'kill_hub',
  'hang_hub',
  'kill_platform',
  'kill_platform',
  'kill_database',
  'hang_platform',
  'slow_platform',
  'stall_platform',
  'cut_platform',
  'cut_senders',
  'cut_database',
  'stall_database',
  'shift_clock',
  'shift_clock',
];

/**
 * Plans what goes wrong, and when. The same options give the same schedule.
 *
 * A round kills a hub and kills the database, each alone so that recovery can be measured, and deals the deck into
 * storms; all in a random order.
 */
export function planSchedule(options: ScheduleOptions): Schedule {
  const random = seededRandom(options.seed);
  const rounds = Math.max(1, Math.round(options.lengthMs / roundMs));
  return {
    seed: options.seed,
    clockShiftsMs: drawClockShifts(random, options.hubs),
    episodes: Array.from({ length: rounds }, () => planRound(random, options.hubs)).flat(),
  };
}

/** One is fast and one is slow, by at least two minutes; the others are right. */
function drawClockShifts(random: Random, hubs: number): DurationMs[] {
  const wrong = [1, -1].map((sign) => sign * drawBetween(random, clockShiftMsMax / 2, clockShiftMsMax));
  return drawOrder(random, [...wrong, ...Array.from<number>({ length: hubs }).fill(0)].slice(0, hubs));
}

function planRound(random: Random, hubs: number): Episode[] {
  const faults = drawOrder(random, deck).map((kind): TimedFault => ({
    afterMs: drawBetween(random, 0, stormMs),
    fault: drawFault(random, kind, hubs),
  }));
  const perStorm = Math.ceil(faults.length / stormsPerRound);
  const storms = Array.from({ length: stormsPerRound }, (_, index): Episode => {
    const dealt = faults.slice(index * perStorm, (index + 1) * perStorm);
    return { kind: 'storm', faults: dealt.toSorted((left, right) => left.afterMs - right.afterMs) };
  });
  return drawOrder(random, [
    ...storms,
    // Longer than the promised recovery, so that it is the others who take over.
    { kind: 'measured', fault: { kind: 'kill_hub', hub: drawBetween(random, 0, hubs - 1), downMs: 6_000 } },
    { kind: 'measured', fault: { kind: 'kill_database', downMs: drawOne(random, [200, 1_000, 3_000]) } },
  ]);
}
