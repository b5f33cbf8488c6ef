import type { CountingPlatform, CountingStage } from '../stage/open-counting-stage.ts';
import { sender } from '../stage/open-counting-stage.ts';
import type { Bench } from '../types.ts';
import { connectionsOfFullLoad, type LoadReport } from './load-plan.ts';
import { newRunId } from './new-run-id.ts';
import type { Completion } from './tally.ts';

export interface CountRun {
  readonly kind: 'hub' | 'naive';
  readonly events: number;
  /** 1 when absent. */
  readonly eventsPerRequest?: number;
  /** Platforms that must get every event. */
  readonly targets: readonly CountingPlatform[];
  /** Those of them that are waited for. */
  readonly awaited: readonly CountingPlatform[];
  readonly ratePerSecond: number | null;
}

export interface CountedRun {
  readonly runId: string;
  readonly report: LoadReport;
  /** From the first request to the last event counted at all that were waited for. */
  readonly eventsPerSecond: number;
}

/** Enough that an open-loop load is never held back by its own client. */
const connectionsOnSchedule = 256;
const users = 1_000;
/** After the last event was accepted. */
const completionTimeoutMs = 120_000;

/** Sends events to counting platforms, through the hub or the naive way, until the last one is counted. */
export async function countRun(stage: CountingStage, bench: Bench, run: CountRun): Promise<CountedRun> {
  const { kind, events, eventsPerRequest = 1, targets, awaited, ratePerSecond } = run;
  const runId = newRunId(kind);
  for (const { worker } of targets) await worker.ask({ kind: 'expect', runId, events });
  const report = await stage.generator.run({
    kind,
    urls: kind === 'hub' ? [stage.hubUrl] : targets.map(({ url }) => url),
    targets: targets.map(({ id }) => id),
    source: sender,
    events,
    eventsPerRequest,
    connections: ratePerSecond === null ? connectionsOfFullLoad : connectionsOnSchedule,
    users,
    runId,
    serviceKey: stage.serviceKey,
    secret: stage.secret,
    ratePerSecond,
  });
  const completions = await Promise.all(awaited.map((platform) => awaitCompletion(platform, events)));
  const repeated = completions.reduce((sum, completion) => sum + completion.repeated, 0);
  if (repeated > 0) bench.note(`  ! ${repeated} deliveries were repeated; each event counts once`);
  const endedAtMs = Math.max(...completions.map(({ atMs }) => atMs));
  return { runId, report, eventsPerSecond: (events * 1_000) / (endedAtMs - report.startedAtMs) };
}

async function awaitCompletion({ id, worker }: CountingPlatform, events: number): Promise<Completion> {
  try {
    return await worker.ask<Completion>({ kind: 'completion' }, completionTimeoutMs);
  } catch (error) {
    const count = await worker.ask<number>({ kind: 'count' });
    throw new Error(`${id} got ${count} of ${events} events`, { cause: error });
  }
}
