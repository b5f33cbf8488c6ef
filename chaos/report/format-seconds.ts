import type { DurationMs } from '#kernel/time';

/** `1234` → `1.2 s` */
export function formatSeconds(durationMs: DurationMs): string {
  return `${(durationMs / 1_000).toFixed(1)} s`;
}
