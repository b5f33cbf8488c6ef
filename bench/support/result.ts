/** One line of `npm run bench -- --json`. */
export interface Result {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** The same measured another way in the same run; `null` where there is none. */
  readonly baseline: number | null;
  /** value ÷ baseline. */
  readonly ratio: number | null;
}

export interface MeasureOptions {
  /** Shorter and less exact: shows that the scenario works. */
  readonly quick: boolean;
}

export type Measure = (options: MeasureOptions) => Promise<readonly Result[]>;
