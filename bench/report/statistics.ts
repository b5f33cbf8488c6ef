/** The middle of the values when they are sorted; of the two middle ones the lower. NaN of none. */
export function median(values: readonly number[]): number {
  return percentile(values, 50);
}

/**
 * The smallest value that at least `percent` of all values do not exceed (nearest rank). NaN of none.
 *
 * @param percent above 0, up to 100
 */
export function percentile(values: readonly number[] | Float64Array, percent: number): number {
  const sorted = Float64Array.from(values).toSorted();
  return sorted[Math.ceil((percent / 100) * sorted.length) - 1] ?? NaN;
}
