import { setTimeout as pause } from 'node:timers/promises';
import { openDatabase } from '#infra/db';
import type { DurationMs } from '#kernel/time';
import { injectFault } from '../faults/inject-fault.ts';
import type { Episode } from '../schedule/types.ts';
import type { Stage } from '../stage/types.ts';
import type { LaneSounder } from './sound-lanes.ts';
import type { Recovery } from './types.ts';

const patienceMs: DurationMs = 60_000;
const lookEveryMs: DurationMs = 20;

/** Lets a fault happen to a healthy system and measures how soon every lane moves again. */
export async function measureRecovery(
  stage: Stage,
  lanes: LaneSounder,
  { fault }: Extract<Episode, { kind: 'measured' }>,
  signal: AbortSignal,
): Promise<Recovery> {
  let startedAt = performance.now();
  await injectFault(stage, fault, signal);
  if (fault.kind === 'kill_database') {
    await databaseAnswers(stage, signal);
    startedAt = performance.now();
    stage.timeline.note('PostgreSQL answers again');
  }
  const recovered = await lanes.sound(patienceMs);
  return { kind: fault.kind, tookMs: recovered ? performance.now() - startedAt : null };
}

async function databaseAnswers({ postgres }: Stage, signal: AbortSignal): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    const database = openDatabase({ url: postgres.url, connectionsMax: 1, connectTimeoutMs: 1_000 });
    const answers = await database.query('select 1').then(
      () => true,
      () => false,
    );
    await database.close();
    if (answers) return;
    await pause(lookEveryMs, undefined, { signal });
  }
}
