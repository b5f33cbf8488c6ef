import type { Database } from '#infra/db';
import { analyticsErrors } from './errors.ts';
import { flowWindows, type FlowHistory, type FlowWindow } from './points.ts';
import { readPoints } from './read-points.ts';

interface Resolution {
  readonly durationSeconds: number;
  /** Step of the stored samples. */
  readonly sampleSeconds: 1 | 60;
  /** Step of the answer; a chart gets at most 900 points. */
  readonly stepSeconds: number;
}

const resolutions: Readonly<Record<FlowWindow, Resolution>> = {
  '5m': { durationSeconds: 300, sampleSeconds: 1, stepSeconds: 1 },
  '15m': { durationSeconds: 900, sampleSeconds: 1, stepSeconds: 1 },
  '1h': { durationSeconds: 3_600, sampleSeconds: 1, stepSeconds: 5 },
  '6h': { durationSeconds: 21_600, sampleSeconds: 60, stepSeconds: 60 },
  '24h': { durationSeconds: 86_400, sampleSeconds: 60, stepSeconds: 120 },
  '7d': { durationSeconds: 604_800, sampleSeconds: 60, stepSeconds: 900 },
  '30d': { durationSeconds: 2_592_000, sampleSeconds: 60, stepSeconds: 3_600 },
};

/**
 * What flowed during the window that ends at `now`, over all hubs.
 *
 * @throws `analytics.unknown_window`
 */
export async function readFlows(database: Database, window: string, now: Date): Promise<FlowHistory> {
  const { durationSeconds, sampleSeconds, stepSeconds } = resolutions[checkWindow(window)];
  const from = new Date(
    (Math.floor(now.getTime() / 1_000 / stepSeconds) * stepSeconds - durationSeconds) * 1_000,
  );
  return {
    stepSeconds,
    from: from.toISOString(),
    to: now.toISOString(),
    points: await readPoints(database, sampleSeconds, from, stepSeconds),
  };
}

function checkWindow(text: string): FlowWindow {
  const window = flowWindows.find((candidate) => candidate === text);
  if (window === undefined) {
    throw analyticsErrors('analytics.unknown_window', {
      detail: `There is no window "${text.slice(0, 40)}"; there are ${flowWindows.join(', ')}.`,
    });
  }
  return window;
}
