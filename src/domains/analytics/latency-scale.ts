/**
 * The bounds, in milliseconds, that latencies are counted in: those of the delivery histogram, so that nothing
 * is lost. Stored counts are aligned with it, so a change is a migration.
 */
export const latencyScaleMs: readonly number[] = [
  1, 2, 3, 5, 7.5, 10, 15, 25, 50, 100, 250, 500, 1_000, 5_000, 30_000,
];

/** Index of the count for what took at most `latencyMs`; what lies beyond the scale counts at its end. */
export function scaleIndex(latencyMs: number): number {
  const index = latencyScaleMs.findIndex((bound) => latencyMs <= bound);
  return index === -1 ? latencyScaleMs.length - 1 : index;
}

/**
 * A percentile of counts on the scale, interpolated linearly within its bucket (as Prometheus’
 * `histogram_quantile` does).
 *
 * @param share 0 to 1
 * @returns milliseconds, or `null` when nothing was counted
 */
export function percentile(counts: readonly number[], share: number): number | null {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  const rank = share * total;
  let below = 0;
  for (const [index, count] of counts.entries()) {
    if (count > 0 && below + count >= rank) {
      const lower = latencyScaleMs[index - 1] ?? 0;
      const upper = latencyScaleMs[index] ?? lower;
      return lower + (upper - lower) * Math.max(0, (rank - below) / count);
    }
    below += count;
  }
  return latencyScaleMs.at(-1) ?? null;
}
