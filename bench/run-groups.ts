import { InterlockError } from '#kernel/errors';
import type { ScenarioGroup } from './scenario-group.ts';
import type { Bench, Result } from './types.ts';

/**
 * Runs what is wanted, group after group. A group that fails leaves the others alone.
 *
 * @param names the results that are wanted
 * @param onResult told of each as soon as it is measured
 */
export async function runGroups(
  groups: readonly ScenarioGroup[],
  names: ReadonlySet<string>,
  bench: Bench,
  onResult: (result: Result) => void,
): Promise<'done' | 'failed' | 'interrupted'> {
  let outcome: 'done' | 'failed' = 'done';
  for (const group of groups) {
    const missing = new Set(group.names.filter((name) => names.has(name)));
    try {
      for await (const result of group.run((name) => names.has(name), bench)) {
        missing.delete(result.name);
        onResult(result);
      }
    } catch (error) {
      if (bench.signal.aborted) return 'interrupted';
      outcome = 'failed';
      bench.note(`✗ ${describe(error)}`);
      bench.note(`  Not measured: ${[...missing].join(', ')}`);
    }
  }
  return outcome;
}

function describe(error: unknown): string {
  if (error instanceof InterlockError) return `${error.message} ${error.fix} (${error.code})`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
