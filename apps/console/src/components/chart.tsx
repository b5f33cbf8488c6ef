import { useEffect, useEffectEvent, useRef, type ReactNode } from 'react';
import { usePreferences } from '../preferences.ts';
import { drawChart, type Drawing, type DrawnChart } from './draw-chart.ts';
import { useDarkMode } from './use-dark-mode.ts';

export interface ChartProps extends Omit<Drawing, 'zone'> {
  /** What is shown, for screen readers. */
  readonly summary: string;
}

/** Lines over time. Drawn anew when anything but its data changes. */
export function Chart(props: ChartProps): ReactNode {
  const { zone } = usePreferences();
  const dark = useDarkMode();
  const names = props.series.map(({ label, colour }) => `${label} ${colour}`).join();
  return <Plot key={[names, zone, dark, props.height].join()} {...props} zone={zone} />;
}

function Plot(props: ChartProps & Drawing): ReactNode {
  const { summary, times, series } = props;
  const host = useRef<HTMLElement>(null);
  const drawn = useRef<DrawnChart>(undefined);
  const draw = useEffectEvent((element: HTMLElement) => drawChart(element, props));
  useEffect(() => {
    if (host.current === null) return undefined;
    const chart = draw(host.current);
    drawn.current = chart;
    return () => chart.remove();
  }, []);
  useEffect(() => drawn.current?.update(times, series), [times, series]);
  return <figure className="chart" ref={host} aria-label={summary} />;
}
