import { formatTable, type Column } from '../../apps/cli/terminal/format-table.ts';
import type { Result } from '../types.ts';
import { goals } from './goals.ts';

const nothing = '–';

/**
 * Results as the lines of a table for people.
 *
 * @param short a short run’s figures are not compared with the goals
 */
export function formatResults(
  results: readonly Result[],
  { short }: { readonly short: boolean },
): readonly string[] {
  return formatTable(results, [...figures, { title: 'met?', value: short ? () => nothing : judge }]);
}

const figures: readonly Column<Result>[] = [
  { title: 'name', value: ({ name }) => name },
  { title: 'value', value: ({ value }) => formatFigure(value), align: 'right' },
  { title: 'unit', value: ({ unit }) => unit },
  { title: 'baseline', value: ({ baseline }) => formatFigure(baseline), align: 'right' },
  {
    title: 'ratio',
    value: ({ ratio }) => (ratio === null ? nothing : `${ratio.toFixed(2)} ×`),
    align: 'right',
  },
  { title: 'goal', value: ({ name }) => goals[name]?.words ?? nothing },
];

function judge(result: Result): string {
  const goal = goals[result.name];
  if (goal === undefined) return nothing;
  return goal.isMet(result) ? 'yes' : 'no';
}

/** Three or more digits that mean something, and no more: 21,345 · 348.7 · 12.35 · 2.71. */
function formatFigure(value: number | null): string {
  if (value === null) return nothing;
  const decimals = value >= 1_000 ? 0 : value >= 100 ? 1 : 2;
  return value.toLocaleString('en', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}
