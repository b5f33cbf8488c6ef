import { selectEntries, type LogEntry } from '#events';
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

/** Each step enqueues what the rate allows for this long. */
const stepMs = 250;
const retryMs = 1_000;

/**
 * Carries out replays step by step. A step is one transaction that moves the replay’s place and parks its events, so
 * a killed hub’s replay goes on in another, without a gap. Rests while no replay runs.
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
        (isRunning) => {
          if (isRunning) plan(stepMs);
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
}

/** Takes one step of every running replay that no other hub is at. @returns whether any is still running */
async function stepReplays(database: Database): Promise<boolean> {
  return database.transaction(async (transaction) => {
    const replays = await transaction.query<RunningReplay>(
      `select id, selection, rate_per_second, position::double precision as position,
              up_to::double precision as up_to
         from delivery.replays where state = 'running' order by created_at for update skip locked`,
    );
    for (const replay of replays) await stepReplay(transaction, replay);
    const [left] = await transaction.query<{ running: boolean }>(
      `select exists (select from delivery.replays where state = 'running') as running`,
    );
    return left?.running ?? false;
  });
}

async function stepReplay(transaction: Transaction, replay: RunningReplay): Promise<void> {
  const limit = Math.max(1, Math.round((replay.rate_per_second * stepMs) / 1_000));
  const step = replay.selection.deadLetters === true ? takeDeadLetters : takeEntries;
  const { requests, position, isLast } = await step(transaction, replay, limit);
  const enqueued = await parkEntries(transaction, requests);
  await transaction.query(
    `update delivery.replays
        set position = $2, enqueued = enqueued + $3,
            state = case when $4 then 'done' else state end,
            finished_at = case when $4 then clock_timestamp() end
      where id = $1`,
    [replay.id, position, enqueued, isLast],
  );
}

interface Step {
  readonly requests: readonly ParkRequest[];
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
  readonly source: string;
}

async function takeDeadLetters(
  transaction: Transaction,
  replay: RunningReplay,
  limit: number,
): Promise<Step> {
  const rows = await transaction.query<DeadLetterStepRow>(
    `update delivery.dead_letters set state = 'retrying'
      where id in (select id from delivery.dead_letters
                    where ${deadLetterCondition} and id > $6 and id <= $7
                    order by id limit $8 for update)
      returning id::double precision as id, platform, position::double precision as position, shard, user_id,
                body::json ->> 'source' as source`,
    [...deadLetterParameters(replay.selection), replay.position, replay.up_to, limit],
  );
  return {
    requests: rows.map(({ platform, position, shard, user_id: userId, source }) => ({
      platform,
      entry: { position, shard, userId, source },
      bodyOverride: null,
    })),
    position: Math.max(replay.position, ...rows.map(({ id }) => id)),
    isLast: rows.length < limit,
  };
}
