import { setTimeout as pause } from 'node:timers/promises';
import type { DurationMs } from '#kernel/time';
import { injectFault } from '../faults/inject-fault.ts';
import { describeFault } from '../schedule/describe-fault.ts';
import type { Fault, Schedule, TimedFault } from '../schedule/types.ts';
import type { Stage } from '../stage/types.ts';
import { awaitCalm } from './await-calm.ts';
import { measureRecovery } from './measure-recovery.ts';
import type { LaneSounder } from './sound-lanes.ts';
import type { Recovery } from './types.ts';

export interface EpisodesOutcome {
  readonly faults: readonly Fault[];
  readonly recoveries: readonly Recovery[];
  /** After each storm, how long until everything ran and moved promptly; `null`, last: not in time. */
  readonly calmAfterMs: readonly (DurationMs | null)[];
}

export interface EpisodesContext {
  readonly stage: Stage;
  readonly lanes: LaneSounder;
  readonly signal: AbortSignal;
  /** Told of every fault as it happens. */
  readonly tell: (sentence: string) => void;
}

const calmPatienceMs: DurationMs = 60_000;

/**
 * Plays the schedule. Each episode begins when the system has recovered from the one before; when it does not, the
 * rest is not played.
 */
export async function runEpisodes(context: EpisodesContext, schedule: Schedule): Promise<EpisodesOutcome> {
  const { stage, lanes, signal, tell } = context;
  const faults: Fault[] = [];
  const recoveries: Recovery[] = [];
  const calmAfterMs: (DurationMs | null)[] = [];
  const inject = (fault: Fault): void => {
    faults.push(fault);
    tell(describeFault(fault));
  };
  for (const episode of schedule.episodes) {
    if (episode.kind === 'measured') {
      inject(episode.fault);
      recoveries.push(await measureRecovery(stage, lanes, episode, signal));
    } else {
      await Promise.all(episode.faults.map((timed) => playLater(context, timed, inject)));
      tell('the storm is over');
    }
    const calm = await awaitCalm(stage, lanes, calmPatienceMs, signal);
    if (calm === null || episode.kind === 'storm') calmAfterMs.push(calm);
    if (calm === null) break;
  }
  return { faults, recoveries, calmAfterMs };
}

async function playLater(
  { stage, signal }: EpisodesContext,
  { afterMs, fault }: TimedFault,
  inject: (fault: Fault) => void,
): Promise<void> {
  await pause(afterMs, undefined, { signal });
  inject(fault);
  await injectFault(stage, fault, signal);
}
