import type { ReactNode } from 'react';
import { formatDuration, formatRate, formatShort } from '../format/numbers.ts';
import type { ChartSeries } from './draw-chart.ts';
import { LazyChart } from './lazy-chart.tsx';
import { Panel } from './panel.tsx';

/** Lines, and what they show, for screen readers. */
interface Lines {
  readonly summary: string;
  readonly series: readonly ChartSeries[];
}

export interface FlowPanelsProps {
  /** Seconds since 1970, ascending. */
  readonly times: readonly number[];
  /** Pixels of each chart, without the legend. */
  readonly height: number;
  /** Events per second. */
  readonly throughput: Lines;
  readonly latency: Lines & { readonly title: string };
  /** Events that wait. */
  readonly lag: Lines;
}

/** What flowed, how long it took and what waited, side by side. */
export function FlowPanels({ times, height, throughput, latency, lag }: FlowPanelsProps): ReactNode {
  return (
    <div className="charts">
      <Panel title="Events per second">
        <LazyChart {...throughput} times={times} format={formatRate} stepMin={0.1} height={height} />
      </Panel>
      <Panel title={latency.title}>
        <LazyChart
          summary={latency.summary}
          series={latency.series}
          times={times}
          format={formatDuration}
          stepMin={0.1}
          height={height}
        />
      </Panel>
      <Panel title="Events waiting">
        <LazyChart {...lag} times={times} format={formatShort} stepMin={1} height={height} />
      </Panel>
    </div>
  );
}
