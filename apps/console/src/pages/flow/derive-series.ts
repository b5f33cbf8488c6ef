import type { FlowHistory, FlowPoint } from '../../api/contract.ts';

/** Points on an even grid of steps: a step in which nothing moved counts as nothing, not as missing. */
export interface FlowGrid {
  /** Seconds since 1970. */
  readonly times: readonly number[];
  readonly stepSeconds: number;
  /** What was told of each step: nothing, one point, or several finer ones in order of time. */
  readonly steps: readonly (readonly FlowPoint[])[];
}

/** Lays points on a grid that ends before `toMs`; the last step is a whole one. */
export function layOnGrid(
  points: readonly FlowPoint[],
  stepSeconds: number,
  fromMs: number,
  toMs: number,
): FlowGrid {
  const first = Math.ceil(fromMs / 1_000 / stepSeconds) * stepSeconds;
  const count = Math.max(0, Math.floor((toMs / 1_000 - first) / stepSeconds));
  const byStep = Map.groupBy(
    points,
    ({ at }) => Math.floor(Date.parse(at) / 1_000 / stepSeconds) * stepSeconds,
  );
  const times = Array.from({ length: count }, (_, index) => first + index * stepSeconds);
  return { times, stepSeconds, steps: times.map((time) => byStep.get(time) ?? []) };
}

export const gridOf = (history: FlowHistory): FlowGrid =>
  layOnGrid(history.points, history.stepSeconds, Date.parse(history.from), Date.parse(history.to));

/** Events accepted per second. */
export const acceptedSeries = ({ steps, stepSeconds }: FlowGrid): number[] =>
  steps.map(
    (points) =>
      points.flatMap(({ sources }) => sources).reduce((sum, { accepted }) => sum + accepted, 0) / stepSeconds,
  );

/** Events per second that a platform processed, or that failed there. */
export const deliveredSeries = (
  grid: FlowGrid,
  platform: string,
  outcome: 'processed' | 'failed',
): number[] =>
  grid.steps.map(
    (points) =>
      points
        .flatMap(({ legs }) => legs)
        .filter((leg) => leg.platform === platform)
        .reduce((sum, leg) => sum + (outcome === 'processed' ? leg.processed : leg.failed + leg.dead), 0) /
      grid.stepSeconds,
  );

/** Milliseconds from accepted to processed, the highest told of each step; `null` where nothing was processed. */
export const latencySeries = (
  grid: FlowGrid,
  platform: string,
  percentile: 'p50' | 'p99',
): (number | null)[] =>
  grid.steps.map((points) => {
    const told = levelsOf(points, platform).flatMap(({ latencyMs }) => latencyMs?.[percentile] ?? []);
    return told.length === 0 ? null : Math.max(...told);
  });

// Levels are told again every 10 s while they are above zero; three such silences mean zero.
const levelHoldsSeconds = 30;

/** A platform’s lag; between two tellings the earlier one holds. */
export function lagSeries(grid: FlowGrid, platform: string): number[] {
  let level = 0;
  let toldAt = 0;
  return grid.steps.map((points, index) => {
    const time = grid.times[index] ?? 0;
    const told = levelsOf(points, platform).at(-1);
    if (told !== undefined) {
      level = told.lag;
      toldAt = time;
    } else if (time - toldAt > levelHoldsSeconds) level = 0;
    return level;
  });
}

const levelsOf = (points: readonly FlowPoint[], platform: string): FlowPoint['platforms'][number][] =>
  points.flatMap(({ platforms }) => platforms.filter((level) => level.platform === platform));
