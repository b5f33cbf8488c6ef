import type { DurationMs } from '#kernel/time';

const retryAfterMsMax: DurationMs = 3_600_000;

/**
 * Milliseconds that a `Retry-After` header asks to wait (RFC 9110 §10.2.3: seconds or an HTTP date), at most
 * an hour; `null` when it is absent or senseless.
 */
export function parseRetryAfter(header: string | undefined, nowMs: number): DurationMs | null {
  if (header === undefined) return null;
  const text = header.trim();
  const waitMs = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : parseHttpDate(text) - nowMs;
  if (Number.isNaN(waitMs)) return null;
  return Math.min(Math.max(waitMs, 0), retryAfterMsMax);
}

// An HTTP date begins with the day's name; anything else that Date.parse accepts is not one.
function parseHttpDate(text: string): number {
  return /^[A-Z][a-z]{2,8},? /.test(text) ? Date.parse(text) : Number.NaN;
}
