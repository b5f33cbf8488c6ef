import type { ReactNode } from 'react';

const width = 96;
const height = 24;

export interface SparklineProps {
  readonly values: readonly (number | null)[];
  readonly label: string;
  readonly colour: string;
}

/** The shape of the last minutes, beside its figure. */
export function Sparkline({ values, label, colour }: SparklineProps): ReactNode {
  const known = values.filter((value) => value !== null);
  const top = Math.max(...known, 0.001);
  const step = width / Math.max(1, values.length - 1);
  let pen = 'M';
  let path = '';
  for (const [index, value] of values.entries()) {
    if (value === null) {
      pen = 'M';
      continue;
    }
    path += `${pen}${(index * step).toFixed(1)} ${(height - 2 - (value / top) * (height - 4)).toFixed(1)}`;
    pen = 'L';
  }
  return (
    <svg className="sparkline" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <path d={path === '' ? `M0 ${height - 2}H${width}` : path} style={{ stroke: `var(${colour})` }} />
    </svg>
  );
}
