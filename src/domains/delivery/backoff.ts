import type { Random } from '#kernel/random';
import type { DurationMs } from '#kernel/time';

export interface BackoffPolicy {
  readonly delayMsBase: DurationMs;
  readonly delayMsMax: DurationMs;
}

/**
 * Full-jitter exponential backoff: uniformly random in [0, min(max, base · 2^attempt)), but never before
 * what the platform asked for. (Brooker, “Exponential Backoff And Jitter”, AWS Architecture Blog, 2015.)
 *
 * @param attempt failures so far, from 1
 * @param retryAfterMs the platform’s own wish, if it had one
 */
export function backoffMs(
  policy: BackoffPolicy,
  attempt: number,
  random: Random,
  retryAfterMs: DurationMs = 0,
): DurationMs {
  const ceiling = Math.min(policy.delayMsMax, policy.delayMsBase * 2 ** Math.min(attempt - 1, 30));
  return Math.max(retryAfterMs, random() * ceiling);
}
