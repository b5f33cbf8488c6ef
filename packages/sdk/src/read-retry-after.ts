/** Seconds in `Retry-After`, given as seconds or as a date; `undefined` when there is none. */
export function readRetryAfter(response: Response, nowMs: number = Date.now()): number | undefined {
  const text = response.headers.get('retry-after');
  if (text === null) return undefined;
  if (/^\d+$/.test(text)) return Number(text);
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.max(0, (at - nowMs) / 1000);
}
