import { startWorker } from '../stage/start-worker.ts';
import type { Bench } from '../types.ts';
import type { LoadPlan, LoadReport } from './load-plan.ts';

/** A process that sends load. One serves all runs on a stage, so that both ways meet the same, warm client. */
export interface LoadGenerator {
  /** @throws when events were not taken */
  run(plan: LoadPlan): Promise<LoadReport>;
}

export async function startGenerator(bench: Bench, parts: AsyncDisposableStack): Promise<LoadGenerator> {
  const worker = await startWorker<LoadPlan>(bench, {
    name: 'load-generator',
    main: new URL('load-generator.ts', import.meta.url),
    onStarted: (stop) => parts.defer(stop),
  });
  return {
    async run(plan) {
      const report = await worker.ask<LoadReport>(plan);
      if (report.failures > 0) {
        throw new Error(`${report.failures} of ${plan.events} events were not taken: ${report.firstFailure}`);
      }
      if (report.repetitions > 0) {
        bench.note(`  ! the hub asked for patience ${report.repetitions} times (429 or 503)`);
      }
      return report;
    },
  };
}
