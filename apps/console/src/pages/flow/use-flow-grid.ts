import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { FlowWindow } from '../../api/contract.ts';
import { queries } from '../../api/queries.ts';
import { useLive } from '../../live/live-context.tsx';
import { gridOf, layOnGrid, type FlowGrid } from './derive-series.ts';
import { useHubNow } from './use-hub-now.ts';

const liveMs = 5 * 60_000;
// Seconds told one by one are a thicket of peaks; five together are a line that can be read.
const liveStepSeconds = 5;
// The newest second is told about 1.3 s after it began.
const settlingMs = 2_000;

/** Windows the charts offer; five minutes run live, the others are read again every half minute. */
export const chartWindows: readonly { readonly value: FlowWindow; readonly label: string }[] = [
  { value: '5m', label: '5 min' },
  { value: '1h', label: '1 h' },
  { value: '24h', label: '24 h' },
  { value: '30d', label: '30 d' },
];

/** The points of a window on an even grid. */
export function useFlowGrid(window: FlowWindow): FlowGrid {
  const isLive = window === '5m';
  const nowMs = useHubNow();
  const points = useLive((state) => state.points);
  const history = useQuery({ ...queries.flows(window), enabled: !isLive });
  const second = Math.floor((nowMs - settlingMs) / 1_000) * 1_000;
  return useMemo(() => {
    if (isLive) return layOnGrid(points, liveStepSeconds, second - liveMs, second);
    return history.data === undefined ? layOnGrid([], 60, 0, 0) : gridOf(history.data);
  }, [isLive, points, second, history.data]);
}
