/**
 * `npm run bench`: measures how fast the system is on this machine. README.md says what each figure means.
 *
 * Results go to standard output, everything else to standard error. Exit codes: 0 all was measured, 1 something
 * failed, 2 wrong arguments, 130 interrupted. A goal that is missed is no failure.
 */
import { formatJsonLine } from './report/format-json-line.ts';
import { formatResults } from './report/format-results.ts';
import { openBench } from './report/open-bench.ts';
import { tellProfiles } from './report/tell-profiles.ts';
import { runGroups } from './run-groups.ts';
import { scenarioGroups } from './scenario-groups.ts';
import { chooseNames } from './selection/choose-names.ts';
import { readArguments, UsageError, usage } from './selection/read-arguments.ts';
import type { Result } from './types.ts';

// Some of what is waited for while everything stops does not keep a process alive by itself.
const awake = setInterval(() => {}, 60_000);
process.exitCode = await main();
clearInterval(awake);

async function main(): Promise<number> {
  const known = scenarioGroups.flatMap(({ names }) => names);
  try {
    const { help, json, prefixes, ...options } = readArguments(process.argv.slice(2));
    if (help) {
      process.stdout.write(`${usage(known)}\n`);
      return 0;
    }
    const names = chooseNames(known, prefixes);
    const bench = openBench(options);
    const results: Result[] = [];
    const outcome = await runGroups(scenarioGroups, names, bench, (result) => {
      results.push(result);
      if (json) process.stdout.write(`${formatJsonLine(result)}\n`);
    });
    await tellProfiles(bench);
    if (!json) {
      for (const line of formatResults(results, { short: bench.short })) process.stdout.write(`${line}\n`);
    }
    return outcome === 'interrupted' ? 130 : outcome === 'failed' ? 1 : 0;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 2;
  }
}
