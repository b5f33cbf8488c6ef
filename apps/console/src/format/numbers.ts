const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const short = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });
const oneDigit = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

/** `12,345` */
export const formatCount = (count: number): string => whole.format(count);

/** `12.3K`: for places where space is short. */
export const formatShort = (count: number): string =>
  count < 10_000 ? whole.format(count) : short.format(count);

/** A rate per second: `0`, `0.4`, `412`, `12.3K`. */
export function formatRate(perSecond: number): string {
  if (perSecond === 0) return '0';
  if (perSecond < 10) return oneDigit.format(Math.max(0.1, perSecond));
  return formatShort(perSecond);
}

/** Milliseconds in the unit that reads best: `0.4 ms`, `12 ms`, `3.4 s`, `2 min 5 s`. */
export function formatDuration(milliseconds: number | null): string {
  if (milliseconds === null) return '–';
  if (milliseconds < 10) return `${oneDigit.format(milliseconds)} ms`;
  if (milliseconds < 1_000) return `${whole.format(milliseconds)} ms`;
  if (milliseconds < 60_000) return `${oneDigit.format(milliseconds / 1_000)} s`;
  const seconds = Math.round(milliseconds / 1_000);
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return joinUnits(minutes, 'min', seconds % 60, 's');
  return joinUnits(Math.floor(minutes / 60), 'h', minutes % 60, 'min');
}

const joinUnits = (large: number, largeUnit: string, small: number, smallUnit: string): string =>
  small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;

/** A share of 0 to 1 as `42 %`. */
export const formatShare = (share: number): string => `${whole.format(share * 100)} %`;
