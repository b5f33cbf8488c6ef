import { DBOS } from '@dbos-inc/dbos-sdk';
import type { Database } from '#infra/db';
import type { Logger } from '#infra/telemetry';
import type { Cancellable, Clock, DurationMs } from '#kernel/time';

const beatMs: DurationMs = 1_500;
/** On the database’s clock. Three beats may be lost before a hub counts as dead. */
const silenceMsMax: DurationMs = 5_000;
// Any number that no other part of the system uses as an advisory lock.
const takeOverLock = 7_241_051;

export interface AliveDependencies {
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Names this process. */
  readonly executorId: string;
}

export interface Alive {
  /** Begins to take over what the dead were doing. */
  start(): void;
  /** Takes over nothing more. */
  stop(): Promise<void>;
  /** Leaves what this process has not finished to the others, who need not wait. Call it when nothing runs any more. */
  leave(): Promise<void>;
}

/**
 * Tells the other hubs that this one lives, and takes over what the dead were doing: their flows are resumed from the
 * last step that was noted. A hub that only seemed dead may go on beside; DBOS lets one of the two note each step.
 *
 * Resolves when the others know of this one, so that it never has a flow that nobody would take over.
 */
export async function keepAlive(dependencies: AliveDependencies): Promise<Alive> {
  const { database, clock, logger, executorId } = dependencies;
  let stopped = false;
  let timer: Cancellable | undefined;
  let beating: Promise<void> = Promise.resolve();
  let beatAt = clock.monotonic();
  const beat = async (): Promise<void> => {
    await sayAlive(database, executorId);
    const silentMs = clock.monotonic() - beatAt;
    beatAt = clock.monotonic();
    // When this one could not say so for a while, the others may not have been able to either: they get another round.
    if (silentMs < silenceMsMax) await takeOver(dependencies);
  };
  const run = (): void => {
    beating = beat().catch((error: unknown) => {
      logger.warn({ err: error }, 'the heartbeat of flows is tried again');
    });
    void beating.then(() => {
      if (!stopped) timer = clock.schedule(beatMs, run);
    });
  };
  await sayAlive(database, executorId);
  return {
    start: run,
    async stop() {
      stopped = true;
      timer?.cancel();
      await beating;
    },
    async leave() {
      // Not deleted: a hub that is gone without a trace has flows that nobody looks for.
      await database
        .query("update flows.executors set seen_at = '-infinity' where executor_id = $1", [executorId])
        .catch(() => {});
    },
  };
}

const deadCondition = "seen_at < now() - $1 * interval '1 millisecond'";

async function sayAlive(database: Database, executorId: string): Promise<void> {
  await database.query(
    `insert into flows.executors (executor_id, seen_at) values ($1, now())
     on conflict (executor_id) do update set seen_at = excluded.seen_at`,
    [executorId],
  );
}

async function takeOver({ database, logger }: AliveDependencies): Promise<void> {
  const [anybody] = await database.query(`select from flows.executors where ${deadCondition} limit 1`, [
    silenceMsMax,
  ]);
  if (anybody === undefined) return;
  await database.transaction(async (transaction) => {
    const dead = await transaction.query<{ executor_id: string }>(
      `select executor_id from flows.executors
       where ${deadCondition} and pg_try_advisory_xact_lock($2)`,
      [silenceMsMax, takeOverLock],
    );
    for (const { executor_id: id } of dead) {
      const flows = await DBOS.listWorkflows({ status: 'PENDING', executorId: id, loadInput: false });
      const ids = flows.map(({ workflowID }) => workflowID);
      if (ids.length > 0) {
        await DBOS.resumeWorkflows(ids);
        logger.warn({ executorId: id, flows: ids.length }, 'flows of a hub that is gone go on here');
      }
      await transaction.query('delete from flows.executors where executor_id = $1', [id]);
    }
  });
}
