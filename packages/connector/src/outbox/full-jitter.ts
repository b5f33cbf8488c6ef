export interface BackoffOptions {
  readonly delayMsBase: number;
  readonly delayMsMax: number;
}

/**
 * Exponential backoff with full jitter: anywhere between 0 and `min(max, base · 2^failures)`.
 *
 * @param failures how many attempts failed before this one, from 0
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function fullJitter(options: BackoffOptions, failures: number, random: () => number): number {
  return random() * Math.min(options.delayMsMax, options.delayMsBase * 2 ** Math.min(failures, 30));
}
