import path from 'node:path';
import { openGuardian, superviseProcess, type Guardian, type SupervisedProcess } from '#infra/process';
import { systemClock } from '#kernel/time';
import { buildPages, isStale, pagesOf } from '../../apps/cli/up/build-pages.ts';
import { referencePlatforms } from '../../apps/cli/up/reference-platforms.ts';
import type { Bench } from '../types.ts';
import { childEnvironment } from './child-process-parts.ts';
import { makeFolder } from './make-folder.ts';
import { projectRoot } from './project-root.ts';

/** `npm start`, as a newcomer runs it, on a data folder and ports of its own. At most one runs. */
export interface SystemStage extends AsyncDisposable {
  /**
   * Stops what runs and starts it again.
   *
   * @param data `fresh`: on a data folder that does not exist yet; `kept`: on the one of the last start
   * @returns milliseconds from the command to its word that it is ready
   */
  start(data: 'fresh' | 'kept'): Promise<number>;
  /** Process id of `npm start`; `undefined` when nothing runs. */
  pid(): number | undefined;
}

export async function openSystemStage(bench: Bench): Promise<SystemStage> {
  await using parts = new AsyncDisposableStack();
  const folder = await makeFolder(bench, parts);
  const guardian = openGuardian();
  parts.defer(() => guardian.close());
  await providePages(bench);
  let running: SupervisedProcess | undefined;
  const stop = async (): Promise<void> => running?.stop();
  parts.defer(stop);
  // A start takes seconds; whoever interrupts it does not want to wait for its end.
  bench.signal.addEventListener('abort', stop);
  let homes = 0;
  const kept = parts.move();
  return {
    async start(data) {
      await stop();
      bench.signal.throwIfAborted();
      if (data === 'fresh') homes += 1;
      const startedAt = performance.now();
      running = npmStart(path.join(folder, `home-${homes}`), guardian);
      await running.ready;
      return performance.now() - startedAt;
    },
    pid: () => running?.child()?.pid,
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

/** What is built once must not count as work of a start, or of an idle system. */
async function providePages(bench: Bench): Promise<void> {
  for (const pages of pagesOf(true)) {
    if (!(await isStale(projectRoot, pages))) continue;
    bench.note(`  building ${pages.name} first`);
    await buildPages(projectRoot, pages);
  }
}

function npmStart(home: string, guardian: Guardian): SupervisedProcess {
  const ports = [['PORT', '0'], ...referencePlatforms.map(({ portVariable }) => [portVariable, '0'])];
  return superviseProcess({
    name: 'npm start',
    command: 'npm',
    args: ['start', '--silent'],
    cwd: projectRoot,
    env: childEnvironment({ INTERLOCK_HOME: home, ...Object.fromEntries(ports) }),
    readyWhen: { kind: 'line', matches: (line) => line.includes('Interlock is ready') },
    readyTimeoutMs: 120_000,
    // As Ctrl-C does.
    stopSteps: [{ signal: 'SIGINT', graceMs: 30_000 }],
    clock: systemClock,
    guardian,
  });
}
