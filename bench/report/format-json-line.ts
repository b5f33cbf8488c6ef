import type { Result } from '../types.ts';

const digits = 6;

/** A result as one line of JSON: exactly `name`, `value`, `unit`, `baseline` and `ratio`. */
export function formatJsonLine({ name, value, unit, baseline, ratio }: Result): string {
  return JSON.stringify({
    name,
    value: round(value),
    unit,
    baseline: baseline === null ? null : round(baseline),
    ratio: ratio === null ? null : round(ratio),
  });
}

/** More digits would claim an exactness that no measurement has. */
function round(value: number): number {
  return Number(value.toPrecision(digits));
}
