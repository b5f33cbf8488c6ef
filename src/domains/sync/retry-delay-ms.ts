import type { PlatformConfig } from '#connectors';
import type { Random } from '#kernel/random';
import type { DurationMs } from '#kernel/time';

/**
 * Full-jitter exponential backoff: uniform in [0, min(delayMsMax, delayMsBase · 2^attempts)).
 * The jitter also mixes the batches anew, so that one bad profile does not fail the same companions again.
 */
export function retryDelayMs(
  attempts: number,
  random: Random,
  { delayMsBase, delayMsMax }: Pick<PlatformConfig['delivery']['retry'], 'delayMsBase' | 'delayMsMax'>,
): DurationMs {
  return random() * Math.min(delayMsMax, delayMsBase * 2 ** attempts);
}
