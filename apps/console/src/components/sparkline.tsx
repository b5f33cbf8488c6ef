import type { ReactNode } from 'react';

const width = 96;
const height = 24;

export interface SparklineProps {
  readonly values: readonly (number | null)[];
  readonly label: string;
  readonly colour: string;
}

/** The shape of the last minutes, beside its figure. The line goes straight over what is unknown. */
export function Sparkline({ values, label, colour }: SparklineProps): ReactNode {
  const known = values.filter((value) => value !== null);
  const top = Math.max(...known, 0.001);
  const step = width / Math.max(1, values.length - 1);
  const corners = values.flatMap((value, index) =>
    value === null
      ? []
      : `${(index * step).toFixed(1)} ${(height - 2 - (value / top) * (height - 4)).toFixed(1)}`,
  );
  return (
    <svg className="sparkline" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      {corners.length < 2 ? (
        <path d={`M0 ${height - 2}H${width}`} style={{ stroke: 'var(--line-strong)' }} />
      ) : (
        <path d={`M${corners.join('L')}`} style={{ stroke: `var(${colour})` }} />
      )}
    </svg>
  );
}
