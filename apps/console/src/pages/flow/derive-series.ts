import type { FlowHistory, FlowPoint } from '../../api/contract.ts';

/** Points on an even grid of steps: a step in which nothing moved counts as nothing, not as missing. */
export interface FlowGrid {
  /** Seconds since 1970. */
  readonly times: readonly number[];
  readonly stepSeconds: number;
  readonly points: readonly (FlowPoint | undefined)[];
}

/** Lays points on a grid that ends before `toMs`. */
export function layOnGrid(
  points: readonly FlowPoint[],
  stepSeconds: number,
  fromMs: number,
  toMs: number,
): FlowGrid {
  const first = Math.ceil(fromMs / 1_000 / stepSeconds) * stepSeconds;
  const count = Math.max(0, Math.floor((toMs / 1_000 - first) / stepSeconds));
  const byTime = new Map(points.map((point) => [Date.parse(point.at) / 1_000, point]));
  const times = Array.from({ length: count }, (_, index) => first + index * stepSeconds);
  return { times, stepSeconds, points: times.map((time) => byTime.get(time)) };
}

export const gridOf = (history: FlowHistory): FlowGrid =>
  layOnGrid(history.points, history.stepSeconds, Date.parse(history.from), Date.parse(history.to));

/** Events accepted per second. */
export const acceptedSeries = ({ points, stepSeconds }: FlowGrid): number[] =>
  points.map(
    (point) => (point?.sources ?? []).reduce((sum, { accepted }) => sum + accepted, 0) / stepSeconds,
  );

/** Events per second that a platform processed, or that failed there. */
export const deliveredSeries = (
  grid: FlowGrid,
  platform: string,
  outcome: 'processed' | 'failed',
): number[] =>
  grid.points.map(
    (point) =>
      (point?.legs ?? [])
        .filter((leg) => leg.platform === platform)
        .reduce((sum, leg) => sum + (outcome === 'processed' ? leg.processed : leg.failed + leg.dead), 0) /
      grid.stepSeconds,
  );

/** Milliseconds from accepted to processed; `null` where nothing was processed. */
export const latencySeries = (
  grid: FlowGrid,
  platform: string,
  percentile: 'p50' | 'p99',
): (number | null)[] =>
  grid.points.map(
    (point) => point?.platforms.find((level) => level.platform === platform)?.latencyMs?.[percentile] ?? null,
  );

// Levels are told again every 10 s while they are above zero; three such silences mean zero.
const levelHoldsSeconds = 30;

/** A platform’s lag; between two tellings the earlier one holds. */
export function lagSeries(grid: FlowGrid, platform: string): number[] {
  let level = 0;
  let toldAt = 0;
  return grid.points.map((point, index) => {
    const time = grid.times[index] ?? 0;
    const told = point?.platforms.find((candidate) => candidate.platform === platform);
    if (told !== undefined) {
      level = told.lag;
      toldAt = time;
    } else if (time - toldAt > levelHoldsSeconds) level = 0;
    return level;
  });
}
