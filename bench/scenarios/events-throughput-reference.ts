import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '#infra/db';
import { newRunId } from '../load/new-run-id.ts';
import { epochMs } from '../load/epoch-ms.ts';
import { connectionsOfFullLoad } from '../load/load-plan.ts';
import type { ReferenceStage, RunningPlatform } from '../stage/open-reference-stage.ts';
import type { Bench, Scenario } from '../types.ts';
import { compareRates } from './compare-rates.ts';

/**
 * Events a second to two reference platforms, the black portal and the support portal, from the first request to the
 * last event in the inbox of both. An event is in the inbox by the transaction that applied it. Baseline: the same
 * client straight to the same two platforms, one signed request per event and platform.
 */
export const eventsThroughputReference: Scenario<ReferenceStage> = {
  names: ['events.throughput.reference'],
  async measure(stage, bench) {
    const warmUpEvents = bench.short ? 100 : 5_000;
    await measureRate(stage, bench, 'hub', warmUpEvents);
    await measureRate(stage, bench, 'naive', warmUpEvents);
    const events = bench.short ? 500 : 40_000;
    // The naive way is many times slower, and its rate the same for few events as for many.
    const eventsOfBaseline = bench.short ? 100 : 8_000;
    const result = await compareRates(bench, {
      name: 'events.throughput.reference',
      unit: 'events/s',
      rounds: bench.short ? 1 : 3,
      value: { label: 'through the hub', measure: () => measureRate(stage, bench, 'hub', events) },
      baseline: { label: 'naive', measure: () => measureRate(stage, bench, 'naive', eventsOfBaseline) },
    });
    return [result];
  },
};

const source = 'trading_platform';
const targetIds = new Set(['black_portal', 'support_portal']);

async function measureRate(
  stage: ReferenceStage,
  bench: Bench,
  kind: 'hub' | 'naive',
  events: number,
): Promise<number> {
  const targets = stage.platforms.filter(({ id }) => targetIds.has(id));
  const runId = newRunId(kind);
  const report = await stage.generator.run({
    kind,
    urls: kind === 'hub' ? [stage.hubUrl] : targets.map(({ url }) => url),
    targets: targets.map(({ id }) => id),
    source,
    events,
    eventsPerRequest: 1,
    connections: connectionsOfFullLoad,
    users: 1_000,
    runId,
    serviceKey: stage.serviceKey,
    secret: stage.secret,
    ratePerSecond: null,
  });
  const run = { runId, events, startedAtMs: report.startedAtMs };
  await Promise.all(targets.map((platform) => awaitInbox(platform, bench, run)));
  return (events * 1_000) / (epochMs() - report.startedAtMs);
}

const inboxTimeoutMs = 300_000;

/**
 * Waits until all events of a run are in the inbox. Counting them costs the database something, so it is done only
 * once all were accepted, and then as rarely as the pace so far allows.
 */
async function awaitInbox(
  { id, database }: RunningPlatform,
  { signal }: Bench,
  { runId, events, startedAtMs }: InboxRun,
): Promise<void> {
  const acceptedAtMs = epochMs();
  for (;;) {
    const count = await countInbox(database, runId);
    if (count === events) return;
    const nowMs = epochMs();
    if (nowMs - acceptedAtMs > inboxTimeoutMs) throw new Error(`${id} got ${count} of ${events} events`);
    const restMs = ((events - count) / Math.max(1, count)) * (nowMs - startedAtMs);
    await sleep(Math.min(500, Math.max(2, restMs / 2)), undefined, { signal });
  }
}

interface InboxRun {
  readonly runId: string;
  readonly events: number;
  readonly startedAtMs: number;
}

/** Event ids of a run lie between `<run>-` and `<run>.`, the character that follows the dash. */
async function countInbox(database: Database, runId: string): Promise<number> {
  const [row] = await database.query<{ count: number }>(
    {
      name: 'bench_inbox',
      text: 'select count(*)::int as count from interlock_inbox where event_id >= $1 and event_id < $2',
    },
    [`${runId}-`, `${runId}.`],
  );
  return row?.count ?? 0;
}
