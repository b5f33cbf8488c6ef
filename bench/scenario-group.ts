import type { Bench, Result, Scenario } from './types.ts';

/** Scenarios that follow each other on one stage. */
export interface ScenarioGroup {
  /** The names of all its results, in the order in which it gives them. */
  readonly names: readonly string[];
  /** Runs the scenarios that give something wanted. The stage stands only while it does, whatever happens. */
  run(isWanted: (name: string) => boolean, bench: Bench): AsyncGenerator<Result>;
}

/**
 * Puts scenarios on one stage.
 *
 * @param open sets the stage; disposing of it stops all that it started
 */
export function groupScenarios<Stage extends AsyncDisposable>(
  open: (bench: Bench) => Promise<Stage>,
  scenarios: readonly Scenario<Stage>[],
): ScenarioGroup {
  return {
    names: scenarios.flatMap(({ names }) => names),
    async *run(isWanted, bench) {
      const wanted = scenarios.filter(({ names }) => names.some(isWanted));
      if (wanted.length === 0) return;
      await using stage = await open(bench);
      for (const scenario of wanted) {
        bench.signal.throwIfAborted();
        bench.note(scenario.names.join(', '));
        const results = await scenario.measure(stage, bench);
        // What was measured while everything was being stopped means nothing.
        bench.signal.throwIfAborted();
        yield* results.filter(({ name }) => isWanted(name));
      }
    },
  };
}
