import { lazy, Suspense, type ReactNode } from 'react';
import { correctLanguage } from '../format/valid-locale.ts';
import type { ChartProps } from './chart.tsx';
import { FaultBoundary } from './fault-boundary.tsx';

const Chart = lazy(async () => {
  // uPlot makes a formatter for the browser’s language while it loads, and fails if that is no language tag.
  correctLanguage(navigator);
  return { default: (await import('./chart.tsx')).Chart };
});

/** A chart whose code is fetched when the first one is shown; its place is kept meanwhile. */
export function LazyChart(props: ChartProps): ReactNode {
  return (
    <FaultBoundary name="The chart">
      <Suspense fallback={<div className="chart-place" style={{ height: props.height + 28 }} />}>
        <Chart {...props} />
      </Suspense>
    </FaultBoundary>
  );
}
