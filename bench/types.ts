/** One line of `npm run bench -- --json`. */
export interface Result {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** The same measured another way in the same run; `null` where there is no other way. */
  readonly baseline: number | null;
  /** value ÷ baseline. */
  readonly ratio: number | null;
}

/** What a run of the benchmark gives its scenarios. */
export interface Bench {
  /** Less of everything: shows that a scenario works, not how fast the system is. */
  readonly short: boolean;
  /** Aborted when the run is interrupted; everything that waits gives up then, and what was started is stopped. */
  readonly signal: AbortSignal;
  /** Folder for a CPU profile of every Node process that is started; `null`: no profiles. */
  readonly profileFolder: string | null;
  /** Says how it goes, beside the results. */
  note(sentence: string): void;
}

/** Something that is measured on a stage. */
export interface Scenario<Stage> {
  /** The names of its results, in the order in which it gives them. */
  readonly names: readonly string[];
  measure(stage: Stage, bench: Bench): Promise<readonly Result[]>;
}
