import { seededRandom } from '#kernel/random';
import { Ledger } from './load/ledger.ts';
import { onboardTraders, startLoad } from './load/start-load.ts';
import type { ChaosOptions } from './parse-options.ts';
import { prove } from './proof/prove.ts';
import { awaitCalm } from './recovery/await-calm.ts';
import { runEpisodes, type EpisodesOutcome } from './recovery/run-episodes.ts';
import { LaneSounder } from './recovery/sound-lanes.ts';
import { findBrokenPromises } from './report/find-broken-promises.ts';
import type { RunReport } from './report/types.ts';
import { planSchedule } from './schedule/plan-schedule.ts';
import type { FaultKind } from './schedule/types.ts';
import { openStage } from './stage/open-stage.ts';
import type { Stage } from './stage/types.ts';

export interface ChaosRun {
  readonly report: RunReport;
  /** Where logs and databases of a run with broken promises are kept. */
  readonly keptIn: string | undefined;
}

const firstCalmPatienceMs = 60_000;

/**
 * One run: everything is started, put under load, broken again and again, left to recover, and looked at.
 * No process is left behind, whatever happens.
 *
 * @throws when the system does not even start, or `signal` is aborted
 */
export async function runChaos(
  options: ChaosOptions,
  tell: (sentence: string) => void,
  signal: AbortSignal,
): Promise<ChaosRun> {
  const startedAt = performance.now();
  const schedule = planSchedule(options);
  const stage = await openStage({ seed: options.seed, clockShiftsMs: schedule.clockShiftsMs, signal });
  let keepFiles = false;
  try {
    const say = (sentence: string): void => {
      stage.timeline.note(sentence);
      tell(sentence);
    };
    say(`${options.hubs} hubs, ${Object.keys(stage.platforms).length} platforms and PostgreSQL run`);
    const ledger = new Ledger();
    const loadOptions = { seed: options.seed, ledger, signal };
    await onboardTraders(stage, loadOptions);
    const load = startLoad(stage, loadOptions);
    const lanes = new LaneSounder(stage, { ledger, random: seededRandom(options.seed), signal });
    if ((await awaitCalm(stage, lanes, firstCalmPatienceMs, signal)) === null) {
      throw new Error('deliveries do not flow even before anything went wrong');
    }
    const episodes = await runEpisodes({ stage, lanes, signal, tell: say }, schedule);
    say('the load ends; what is under way arrives');
    await load.stop();
    const proof = await prove(stage, ledger, signal);
    const tookMs = performance.now() - startedAt;
    const report = summarise(options, stage, ledger, episodes, { proof, tookMs });
    keepFiles = findBrokenPromises(report).length > 0;
    return { report, keptIn: keepFiles ? stage.directory : undefined };
  } catch (error) {
    keepFiles = !signal.aborted;
    if (keepFiles) tell(`logs are in ${stage.directory}`);
    throw error;
  } finally {
    await stage.close({ keepFiles });
  }
}

function summarise(
  { seed, hubs }: ChaosOptions,
  { crashes }: Stage,
  ledger: Ledger,
  { faults, recoveries, calmAfterMs }: EpisodesOutcome,
  rest: Pick<RunReport, 'proof' | 'tookMs'>,
): RunReport {
  const counts: Partial<Record<FaultKind, number>> = {};
  for (const { kind } of faults) counts[kind] = (counts[kind] ?? 0) + 1;
  const { filled, accepted, tiers, repetitions, surprises } = ledger;
  return {
    seed,
    hubs,
    faults: counts,
    load: {
      filled: filled.length,
      accepted: accepted.length,
      people: tiers.size,
      repetitions,
      surprises,
    },
    recoveries,
    calmAfterMs,
    crashes,
    ...rest,
  };
}
