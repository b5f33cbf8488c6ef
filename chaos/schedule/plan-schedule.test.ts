import { describe, expect, test } from 'vitest';
import { clockShiftMsMax } from './clock-shift-ms-max.ts';
import { describeFault } from './describe-fault.ts';
import { planSchedule } from './plan-schedule.ts';
import type { Fault, FaultKind } from './types.ts';

const allKinds: readonly FaultKind[] = [
  'cut_database',
  'cut_platform',
  'cut_senders',
  'hang_hub',
  'hang_platform',
  'kill_database',
  'kill_hub',
  'kill_platform',
  'shift_clock',
  'slow_platform',
  'stall_database',
  'stall_platform',
];
const seeds = Array.from({ length: 200 }, (_, seed) => seed);

function faultsOf(options: { seed: number; lengthMs: number; hubs: number }): Fault[] {
  return planSchedule(options).episodes.flatMap((episode) =>
    episode.kind === 'measured' ? [episode.fault] : episode.faults.map(({ fault }) => fault),
  );
}

describe('a schedule', () => {
  test('is the same for the same seed, and another for another', () => {
    const options = { seed: 7, lengthMs: 180_000, hubs: 3 };
    expect(planSchedule(options)).toEqual(planSchedule(options));
    expect(planSchedule(options)).not.toEqual(planSchedule({ ...options, seed: 8 }));
  });

  test('has every kind of fault, even the shortest', () => {
    for (const seed of seeds) {
      const kinds = new Set(faultsOf({ seed, lengthMs: 0, hubs: 2 }).map(({ kind }) => kind));
      expect([...kinds].toSorted()).toEqual(allKinds);
    }
  });

  test('measures the death of a hub and of the database in every round', () => {
    const { episodes } = planSchedule({ seed: 3, lengthMs: 180_000, hubs: 3 });
    const measured = episodes.flatMap((episode) => (episode.kind === 'measured' ? [episode.fault.kind] : []));
    expect(measured.filter((kind) => kind === 'kill_hub')).toHaveLength(4);
    expect(measured.filter((kind) => kind === 'kill_database')).toHaveLength(4);
  });

  test('hits only hubs that there are, and keeps clocks within what signatures tolerate', () => {
    for (const seed of seeds) {
      for (const fault of faultsOf({ seed, lengthMs: 90_000, hubs: 2 })) {
        if ('hub' in fault) expect([0, 1]).toContain(fault.hub);
        if (fault.kind === 'shift_clock')
          expect(Math.abs(fault.shiftMs)).toBeLessThanOrEqual(clockShiftMsMax);
      }
    }
  });

  test('starts with one fast and one slow clock', () => {
    for (const seed of seeds) {
      const { clockShiftsMs } = planSchedule({ seed, lengthMs: 0, hubs: 3 });
      const [slow = 0, right = 0, fast = 0] = clockShiftsMs.toSorted((left, second) => left - second);
      expect(slow).toBeLessThanOrEqual(-clockShiftMsMax / 2);
      expect(right).toBe(0);
      expect(fast).toBeGreaterThanOrEqual(clockShiftMsMax / 2);
    }
  });

  test('can be told to people', () => {
    expect(describeFault({ kind: 'hang_hub', hub: 1, forMs: 4_200 })).toBe('hub 2 hangs for 4.2 s');
    for (const fault of faultsOf({ seed: 1, lengthMs: 0, hubs: 3 })) {
      expect(describeFault(fault)).toMatch(/\w+ \w+/);
    }
  });
});
