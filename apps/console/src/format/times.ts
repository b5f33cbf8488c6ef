export type TimeZoneChoice = 'local' | 'utc';

// Making a formatter costs a hundred times more than using one.
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(zone: TimeZoneChoice, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${zone} ${JSON.stringify(options)}`;
  const known = formatters.get(key);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-GB', {
    ...options,
    ...(zone === 'utc' ? { timeZone: 'UTC' } : {}),
  });
  formatters.set(key, made);
  return made;
}

const dayOptions = { day: 'numeric', month: 'short', year: 'numeric' } as const;
const clockOptions = { hour: '2-digit', minute: '2-digit', second: '2-digit' } as const;
const preciseOptions = { ...clockOptions, fractionalSecondDigits: 3 } as const;
const fullOptions = { dateStyle: 'medium', timeStyle: 'medium' } as const;
const axisOptions = { hour: '2-digit', minute: '2-digit' } as const;
const axisDayOptions = { day: 'numeric', month: 'short' } as const;

/**
 * `14:05:09` on the day itself, `21 Nov 14:05:09` before it; with the zone’s name when it is UTC.
 *
 * @param digits of fractions of a second
 */
export function formatTime(date: Date, zone: TimeZoneChoice, now: Date, digits: 0 | 3 = 0): string {
  const day = formatterOf(zone, dayOptions);
  const text = formatterOf(zone, digits === 0 ? clockOptions : preciseOptions).format(date);
  const suffix = zone === 'utc' ? ' UTC' : '';
  if (day.format(date) === day.format(now)) return text + suffix;
  const [dayOfMonth, month, year] = day.format(date).split(' ');
  const shownYear = date.getUTCFullYear() === now.getUTCFullYear() ? '' : ` ${year}`;
  return `${dayOfMonth} ${month}${shownYear} ${text}${suffix}`;
}

/** Both zones in full, for the tooltip. */
export function formatBothZones(date: Date): string {
  const [local, utc] = [formatterOf('local', fullOptions), formatterOf('utc', fullOptions)];
  return `${local.format(date)} here\n${utc.format(date)} UTC`;
}

/** `14:05`, for the axis of a chart. */
export const formatAxisTime = (seconds: number, zone: TimeZoneChoice): string =>
  formatterOf(zone, axisOptions).format(seconds * 1_000);

/** `21 Nov`, for the axis of a chart that shows days. */
export const formatAxisDay = (seconds: number, zone: TimeZoneChoice): string =>
  formatterOf(zone, axisDayOptions).format(seconds * 1_000);

/** `now`, `12 s ago`, `5 min ago`, `3 h ago`, `4 d ago`. */
export function formatAgo(date: Date, now: Date): string {
  const seconds = Math.max(0, Math.round((now.getTime() - date.getTime()) / 1_000));
  if (seconds < 2) return 'now';
  if (seconds < 60) return `${seconds} s ago`;
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3_600)} h ago`;
  return `${Math.floor(seconds / 86_400)} d ago`;
}
