import { useMemo, type ReactNode } from 'react';
import type { FlowWindow } from '../../api/contract.ts';
import { FlowPanels } from '../../components/flow-panels.tsx';
import { useLive } from '../../live/live-context.tsx';
import { acceptedSeries, deliveredSeries, lagSeries, latencySeries } from './derive-series.ts';
import { seriesColour } from './series-colour.ts';
import { useFlowGrid } from './use-flow-grid.ts';

const height = 190;

/** Throughput, latency and lag per platform. */
export function FlowCharts({ window }: { readonly window: FlowWindow }): ReactNode {
  const grid = useFlowGrid(window);
  const platforms = useLive((state) => state.platforms);
  const charts = useMemo(() => {
    const named = platforms.map(({ platformId, displayName }, index) => ({
      platformId,
      label: displayName,
      colour: seriesColour(index),
    }));
    return {
      throughput: [
        { label: 'Accepted', colour: '--text-soft', values: acceptedSeries(grid), dashed: true },
        ...named.map(({ platformId, ...one }) => ({
          ...one,
          values: deliveredSeries(grid, platformId, 'processed'),
        })),
      ],
      latency: named.map(({ platformId, ...one }) => ({
        ...one,
        values: latencySeries(grid, platformId, 'p99'),
      })),
      lag: named.map(({ platformId, ...one }) => ({ ...one, values: lagSeries(grid, platformId) })),
    };
  }, [grid, platforms]);
  return (
    <FlowPanels
      times={grid.times}
      height={height}
      throughput={{
        summary: 'Events per second, accepted and delivered to each platform',
        series: charts.throughput,
      }}
      latency={{
        title: 'Latency, p99',
        summary: 'Milliseconds from accepted to processed, per platform',
        series: charts.latency,
      }}
      lag={{ summary: 'Events accepted and not yet settled, per platform', series: charts.lag }}
    />
  );
}
