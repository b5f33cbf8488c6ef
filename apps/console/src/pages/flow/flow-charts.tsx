import { useMemo, type ReactNode } from 'react';
import type { FlowWindow } from '../../api/contract.ts';
import { LazyChart } from '../../components/lazy-chart.tsx';
import { Panel } from '../../components/panel.tsx';
import { formatDuration, formatRate } from '../../format/numbers.ts';
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
    <div className="charts">
      <Panel title="Events per second">
        <LazyChart
          summary="Events per second, accepted and delivered to each platform"
          times={grid.times}
          series={charts.throughput}
          format={(value) => formatRate(value)}
          height={height}
        />
      </Panel>
      <Panel title="Latency, p99">
        <LazyChart
          summary="Milliseconds from accepted to processed, per platform"
          times={grid.times}
          series={charts.latency}
          format={(value) => formatDuration(value)}
          height={height}
        />
      </Panel>
      <Panel title="Events waiting">
        <LazyChart
          summary="Events accepted and not yet settled, per platform"
          times={grid.times}
          series={charts.lag}
          format={(value) => formatRate(value)}
          height={height}
        />
      </Panel>
    </div>
  );
}
