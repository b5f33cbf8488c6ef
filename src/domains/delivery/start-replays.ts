import { readEntriesAt, selectEntries, type LogEntry } from '#events';
import { listen, type Database, type Transaction } from '#infra/db';
import type { Logger } from '#infra/telemetry';
import type { Cancellable, Clock } from '#kernel/time';
import { parkEntries, type ParkRequest } from './park-entries.ts';
import {
  deadLetterCondition,
  deadLetterParameters,
  replayChannel,
  toEventSelection,
  type ReplaySelection,
} from './replays.ts';

interface ReplayDependencies {
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Each step enqueues what the rate allows for this long, and one event at least. */
const stepMs = 250;
/** While another hub is at the step that is due. */
const stepMsMin = 20;
const retryMs = 1_000;

/**
 * Carries out replays step by step. A step is one transaction that moves the replay’s place and parks its events, so
 * a killed hub’s replay goes on in another, without a gap. It says when the next step is due, so that hubs share the
 * rate instead of multiplying it. Rests while no replay runs.
 */
export function startReplays({ database, clock, logger }: ReplayDependencies): { close(): Promise<void> } {
  let timer: Cancellable | undefined;
  let closed = false;
  let stepping: Promise<void> | undefined;
  const plan = (delayMs: number): void => {
    timer?.cancel();
    if (!closed) timer = clock.schedule(delayMs, () => void run());
  };
  const run = (): Promise<void> => {
    stepping ??= stepReplays(database)
      .then(
        (dueInMs) => {
          if (dueInMs !== undefined) plan(Math.max(stepMsMin, dueInMs));
        },
        (error: unknown) => {
          logger.warn({ err: error }, 'replays pause after a failure');
          plan(retryMs);
        },
      )
      .finally(() => {
        stepping = undefined;
      });
    return stepping;
  };
  const listener = listen(database, clock, [replayChannel], {
    onConnect: () => plan(0),
    onNotification: () => plan(0),
  });
  return {
    async close() {
      closed = true;
      timer?.cancel();
      await stepping;
      await listener.close();
    },
  };
}

interface RunningReplay extends Record<string, unknown> {
  readonly id: string;
  readonly selection: ReplaySelection;
  readonly rate_per_second: number;
  readonly position: number;
  readonly up_to: number;
  readonly created_by: string;
}

/**
 * Takes one step of every replay that is due and that no other hub is at.
 *
 * @returns milliseconds until the next step is due; `undefined` when no replay runs
 */
async function stepReplays(database: Database): Promise<number | undefined> {
  return database.transaction(async (transaction) => {
    const replays = await transaction.query<RunningReplay>(
      `select id, selection, rate_per_second, position::double precision as position,
              up_to::double precision as up_to, created_by
         from delivery.replays where state = 'running' and next_step_at <= clock_timestamp()
        order by created_at for update skip locked`,
    );
    for (const replay of replays) await stepReplay(transaction, replay);
    const [next] = await transaction.query<{ due_in_ms: number | null }>(
      `select extract(epoch from min(next_step_at) - clock_timestamp())::double precision * 1000 as due_in_ms
         from delivery.replays where state = 'running'`,
    );
    return next?.due_in_ms ?? undefined;
  });
}

async function stepReplay(transaction: Transaction, replay: RunningReplay): Promise<void> {
  const limit = Math.max(1, Math.round((replay.rate_per_second * stepMs) / 1_000));
  const step = replay.selection.deadLetters === true ? takeDeadLetters : takeEntries;
  const { requests, taken, position, isLast } = await step(transaction, replay, limit);
  await parkEntries(transaction, requests);
  await transaction.query(
    `update delivery.replays
        set position = $2, enqueued = enqueued + $3,
            next_step_at = clock_timestamp() + make_interval(secs => $3::double precision / rate_per_second),
            state = case when $4 then 'done' else state end,
            finished_at = case when $4 then clock_timestamp() end
      where id = $1`,
    [replay.id, position, taken, isLast],
  );
}

interface Step {
  readonly requests: readonly ParkRequest[];
  /** How many events, or dead letters, it took; each may go to several platforms. */
  readonly taken: number;
  readonly position: number;
  readonly isLast: boolean;
}

async function takeEntries(transaction: Transaction, replay: RunningReplay, limit: number): Promise<Step> {
  const { selection, position, up_to: upTo } = replay;
  const entries = await selectEntries(transaction, toEventSelection(selection), {
    after: position,
    upTo,
    limit,
  });
  return {
    requests: entries.flatMap((entry) =>
      targetsOf(entry, selection).map((platform) => ({ platform, entry, bodyOverride: null })),
    ),
    taken: entries.length,
    position: entries.at(-1)?.position ?? upTo,
    isLast: entries.length < limit,
  };
}

function targetsOf(entry: LogEntry, { platform }: ReplaySelection): readonly string[] {
  return platform === undefined ? entry.targets : [platform];
}

interface DeadLetterStepRow extends Record<string, unknown> {
  readonly id: number;
  readonly platform: string;
  readonly position: number;
  readonly shard: number;
  readonly user_id: string | null;
  readonly event_id: string;
  readonly source: string;
  readonly body: string;
}

/** Those whose event has left the log stay as they are: there is nothing to deliver. */
async function takeDeadLetters(
  transaction: Transaction,
  replay: RunningReplay,
  limit: number,
): Promise<Step> {
  const rows = await transaction.query<DeadLetterStepRow>(
    `select id::double precision as id, platform, position::double precision as position, shard, user_id,
            event_id, source, body
       from delivery.dead_letters where ${deadLetterCondition} and id > $7 and id <= $8
      order by dead_letters.id limit $9 for update`,
    [...deadLetterParameters(replay.selection), replay.position, replay.up_to, limit],
  );
  const entries = await readEntriesAt(transaction, [...new Set(rows.map(({ position }) => position))]);
  const inLog = new Set(entries.map(({ position }) => position));
  const deliverable = rows.filter(({ position }) => inLog.has(position));
  await transaction.query(
    `update delivery.dead_letters set state = 'retrying', resolved_by = $2 where id = any ($1::bigint[])`,
    [deliverable.map(({ id }) => id), replay.created_by],
  );
  return {
    requests: deliverable.map(
      ({ platform, position, shard, user_id: userId, event_id: eventId, source, body }) => ({
        platform,
        entry: { position, shard, userId, source, eventId },
        // As it was sent last, which may be as a person corrected it.
        bodyOverride: transaction.texts.open(body, `dead letter ${eventId}`),
      }),
    ),
    taken: rows.length,
    position: rows.at(-1)?.id ?? replay.position,
    isLast: rows.length < limit,
  };
}
