/**
 * A moment for people, in UTC and, where they differ, in the reader’s own time:
 * `2026-11-22 10:00:00Z (15:30:00 GMT+5:30)`.
 *
 * @param timeZone IANA name of the reader’s time zone; the system’s when absent
 */
export function formatTime(moment: Date | string | number, timeZone?: string): string {
  const date = new Date(moment);
  if (Number.isNaN(date.getTime())) return String(moment);
  const utc = `${date.toISOString().slice(0, 19).replace('T', ' ')}Z`;
  const format = new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'shortOffset',
    ...(timeZone !== undefined && { timeZone }),
  });
  const local = format.format(date);
  return /(?:UTC|GMT)(?:[+-]0)?$/.test(local) ? utc : `${utc} (${local})`;
}

/** A length of time for people: `340 ms`, `12.4 s`, `3 min 20 s`, `2 h 5 min`. */
export function formatDuration(durationMs: number): string {
  if (durationMs < 1_000) return `${Math.round(durationMs)} ms`;
  const seconds = durationMs / 1_000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${Math.round(seconds % 60)} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** A count with thousands separated: `12,450`. */
export const formatCount = (count: number): string =>
  new Intl.NumberFormat('en-GB').format(Math.round(count));
