import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { formatAxisDay, formatAxisTime, type TimeZoneChoice } from '../format/times.ts';

export interface ChartSeries {
  readonly label: string;
  /** Name of a colour token: `--series-1`. */
  readonly colour: string;
  /** One value per time; `null` where there is none. */
  readonly values: readonly (number | null)[];
  readonly dashed?: boolean;
  readonly filled?: boolean;
}

export interface Drawing {
  /** Seconds since 1970, ascending. */
  readonly times: readonly number[];
  readonly series: readonly ChartSeries[];
  readonly format: (value: number) => string;
  /** The smallest step between two lines of the grid that `format` can still tell apart. */
  readonly stepMin: number;
  /** Pixels, without the legend. */
  readonly height: number;
  readonly zone: TimeZoneChoice;
}

export interface DrawnChart {
  update(times: readonly number[], series: readonly ChartSeries[]): void;
  remove(): void;
}

/** Seconds between ticks: a minute at least, then whatever reads well. */
const tickSteps = [
  60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200, 86_400, 172_800, 432_000, 604_800,
];
const twoDaysSeconds = 172_800;

/** 0.1, 0.2, 0.5, 1, 2, 5, … A quarter would be written with a digit that is not true. */
const valueSteps = Array.from({ length: 12 }, (_, power) => [1, 2, 5].map((step) => step * 10 ** power))
  .flat()
  .map((tenths) => tenths / 10);

/** Draws lines over time into `element`, in the colours of the present theme. */
export function drawChart(element: HTMLElement, drawing: Drawing): DrawnChart {
  const { series, height, zone } = drawing;
  const plot = new uPlot(
    {
      width: element.clientWidth,
      height,
      padding: [8, 18, 0, 0],
      cursor: { y: false, points: { size: 7 }, drag: { x: false, y: false } },
      legend: {
        live: true,
        markers: {
          width: 0,
          fill: (_plot, index) => resolveColour(element, series[index - 1]?.colour ?? '--text'),
        },
      },
      tzDate: (seconds) => {
        const date = new Date(seconds * 1_000);
        return zone === 'utc' ? uPlot.tzDate(date, 'Etc/UTC') : date;
      },
      scales: {
        y: { range: (_plot, _min, max) => [0, max > 0 ? Math.max(max * 1.06, drawing.stepMin) : 10] },
      },
      axes: axesOf(element, drawing),
      series: seriesOf(element, drawing),
    },
    toData(drawing.times, series),
    element,
  );
  const onLeave = (): void => showNewest(plot);
  plot.over.addEventListener('mouseleave', onLeave);
  const observer = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height }));
  observer.observe(element);
  showNewest(plot);
  return {
    update(times, newSeries) {
      plot.setData(toData(times, newSeries));
      showNewest(plot);
    },
    remove() {
      observer.disconnect();
      plot.destroy();
    },
  };
}

const toData = (times: readonly number[], series: readonly ChartSeries[]): uPlot.AlignedData =>
  [times, ...series.map(({ values }) => values)] as unknown as uPlot.AlignedData;

function axesOf(element: HTMLElement, { format, stepMin, zone }: Drawing): uPlot.Axis[] {
  const axis: uPlot.Axis = {
    stroke: resolveColour(element, '--text-faint'),
    font: '11px Inter, sans-serif',
    grid: { stroke: resolveColour(element, '--line'), width: 1 },
    ticks: { show: false },
    gap: 6,
  };
  return [
    { ...axis, grid: { show: false }, space: 52, size: 26, incrs: tickSteps, values: tickTexts(zone) },
    {
      ...axis,
      size: 52,
      space: 34,
      incrs: valueSteps.filter((step) => step >= stepMin),
      values: (_plot, ticks) => ticks.map((tick) => format(tick)),
    },
  ];
}

function seriesOf(element: HTMLElement, { series, format }: Drawing): uPlot.Series[] {
  return [
    {},
    ...series.map(({ label, colour, dashed, filled }): uPlot.Series => {
      const stroke = resolveColour(element, colour);
      return {
        label,
        stroke,
        width: 1.5,
        points: { show: true, size: 4, width: 0, fill: stroke, filter: lonelyValues },
        ...(dashed === true ? { dash: [4, 3] } : {}),
        ...(filled === true ? { fill: `color-mix(in oklab, ${stroke} 10%, transparent)` } : {}),
        value: (_plot, value) => (value === null ? '–' : format(value)),
      };
    }),
  ];
}

/** Places of values between gaps: no line shows them. */
function lonelyValues(plot: uPlot, seriesIndex: number): number[] {
  const values = plot.data[seriesIndex] ?? [];
  return Array.from(values.keys()).filter(
    (index) => values[index] != null && values[index - 1] == null && values[index + 1] == null,
  );
}

/** Canvas knows no custom properties: the browser works them out on an element. */
function resolveColour(element: HTMLElement, token: string): string {
  const probe = element.appendChild(document.createElement('span'));
  probe.style.color = `var(${token})`;
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

/** Hours and minutes, or days where the span is long. */
const tickTexts =
  (zone: TimeZoneChoice) =>
  (_plot: uPlot, ticks: number[]): string[] => {
    const span = (ticks.at(-1) ?? 0) - (ticks[0] ?? 0);
    return ticks.map((tick) =>
      span > twoDaysSeconds ? formatAxisDay(tick, zone) : formatAxisTime(tick, zone),
    );
  };

/** While nobody points at the chart, its legend gives the newest values. */
function showNewest(plot: uPlot): void {
  const pointed = plot.cursor.left ?? -1;
  if (pointed < 0) plot.setLegend({ idx: plot.data[0].length - 1 }, false);
}
