/** How far the server’s clock is ahead of the device’s, in milliseconds. */
let aheadMs = 0;

/** Milliseconds since 1970 by the server’s clock, as far as it is known. */
export const serverNow = (): number => Date.now() + aheadMs;

/**
 * Learns the server’s time from the `Date` of an answer.
 *
 * @returns whether the clock was wrong by more than the network and whole seconds explain
 */
export function learnTime(headers: Headers): boolean {
  const date = Date.parse(headers.get('date') ?? '');
  if (Number.isNaN(date)) return false;
  const errorMs = date - serverNow();
  if (Math.abs(errorMs) < 5_000) return false;
  aheadMs = date - Date.now();
  return true;
}
