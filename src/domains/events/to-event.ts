import type { LogEntry, LogEvent, PlatformEvent } from './types.ts';

/** The entry with its event parsed. */
export function toEvent(entry: LogEntry): LogEvent {
  return { ...entry, event: JSON.parse(entry.body) as PlatformEvent };
}
