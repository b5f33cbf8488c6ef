const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric' });
const moment = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});
const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const dayLength = '2025-01-31'.length;
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });

const steps: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['minute', 60_000],
  ['hour', 3_600_000],
  ['day', 86_400_000],
];

/** A day, or the day of an instant where the reader is. A day alone has no time zone and must not be moved by one. */
export const formatDay = (text: string): string =>
  day.format(new Date(text.length === dayLength ? `${text}T00:00` : text));

/** “14:05” on the day itself, “22 Nov, 14:05” on any other. */
export function formatMoment(instant: string, nowMs: number): string {
  const date = new Date(instant);
  const isToday = date.toDateString() === new Date(nowMs).toDateString();
  return (isToday ? clock : moment).format(date);
}

/** “3 minutes ago”; after a week, the day. */
export function formatAgo(instant: string, nowMs: number): string {
  const ageMs = nowMs - Date.parse(instant);
  const weekMs = 604_800_000;
  if (ageMs > weekMs) return formatDay(instant);
  const [unit, unitMs] = steps.findLast(([, length]) => ageMs >= length) ?? ['minute', 0];
  return unitMs === 0 ? 'just now' : relative.format(-Math.floor(ageMs / unitMs), unit);
}
