import { setTimeout as sleep } from 'node:timers/promises';
import { identifyProcess } from '#infra/process';
import type { SystemStage } from '../stage/open-system-stage.ts';
import { readProcessTree, type ProcessRow } from '../stage/process-tree.ts';
import type { Bench, Scenario } from '../types.ts';

/**
 * CPU time of everything that `npm start` started, the database included, while nobody asks anything of it; in per
 * cent of one core.
 */
export const idleCpu: Scenario<SystemStage> = {
  names: ['idle.cpu'],
  async measure(system, bench) {
    if (system.pid() === undefined) await system.start('fresh');
    const root = system.pid();
    if (root === undefined) throw new Error('npm start has ended');
    await sleep(bench.short ? 2_000 : 15_000, undefined, { signal: bench.signal });
    const startedAt = performance.now();
    const before = await readProcessTree(root);
    await sleep(bench.short ? 4_000 : 30_000, undefined, { signal: bench.signal });
    const after = await readProcessTree(root);
    const spanMs = performance.now() - startedAt;
    const percentOf = (cpuMs: number): number => (cpuMs / spanMs) * 100;
    await tellMostBusy(bench, before, after, percentOf);
    const value = percentOf(sum(after) - sum(before));
    return [{ name: 'idle.cpu', value, unit: '%', baseline: null, ratio: null }];
  },
};

const sum = (rows: readonly ProcessRow[]): number => rows.reduce((total, { cpuMs }) => total + cpuMs, 0);

const shown = 5;

async function tellMostBusy(
  bench: Bench,
  before: readonly ProcessRow[],
  after: readonly ProcessRow[],
  percentOf: (cpuMs: number) => number,
): Promise<void> {
  const earlier = new Map(before.map(({ pid, cpuMs }) => [pid, cpuMs]));
  const spent = after
    .map(({ pid, cpuMs }) => ({ pid, percent: percentOf(cpuMs - (earlier.get(pid) ?? 0)) }))
    .toSorted((left, right) => right.percent - left.percent);
  bench.note(`  ${after.length} processes; the most busy:`);
  for (const { pid, percent } of spent.slice(0, shown)) {
    const command = (await identifyProcess(pid))?.command.join(' ') ?? 'ended meanwhile';
    bench.note(`  ${percent.toFixed(2).padStart(6)} %  ${command.slice(-100)}`);
  }
}
