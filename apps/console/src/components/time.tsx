import type { ReactNode } from 'react';
import { formatAgo, formatBothZones, formatTime } from '../format/times.ts';
import { usePreferences } from '../preferences.ts';
import { useNow } from './use-now.ts';

export interface TimeProps {
  readonly value: string | null;
  /** `ago` counts; `clock` stands still; `precise` has milliseconds. */
  readonly as?: 'clock' | 'ago' | 'precise';
}

/** A moment. Its tooltip gives it in full, here and in UTC. */
export function Time({ value, as = 'clock' }: TimeProps): ReactNode {
  const { zone } = usePreferences();
  const now = useNow(as === 'ago' ? 1_000 : 60_000);
  if (value === null) return <span className="faint">–</span>;
  const date = new Date(value);
  return (
    <time className="figures" dateTime={value} title={formatBothZones(date)}>
      {as === 'ago' ? formatAgo(date, now) : formatTime(date, zone, now, as === 'precise' ? 3 : 0)}
    </time>
  );
}
