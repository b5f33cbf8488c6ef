import { DBOS } from '@dbos-inc/dbos-sdk';
import type { Database } from '#infra/db';
import type { Logger } from '#infra/telemetry';
import type { Clock } from '#kernel/time';

const beatMs = 2_000;
/** On the database’s clock. Three beats may be lost before a hub counts as dead. */
const silenceMax = '6 seconds';
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
  close(): Promise<void>;
}

/**
 * Tells the other hubs that this one lives, and takes over what the dead were doing: their flows are resumed from the
 * last step that was noted. A hub that only seemed dead may go on beside; DBOS lets one of the two note each step.
 */
export function keepAlive({ database, clock, logger, executorId }: AliveDependencies): Alive {
  let closed = false;
  let beating: Promise<void> = Promise.resolve();
  const beat = async (): Promise<void> => {
    await database.query(
      `insert into flows.executors (executor_id, seen_at) values ($1, now())
       on conflict (executor_id) do update set seen_at = excluded.seen_at`,
      [executorId],
    );
    await database.transaction(async (transaction) => {
      const dead = await transaction.query<{ executor_id: string }>(
        `select executor_id from flows.executors
         where seen_at < now() - $1::interval and pg_try_advisory_xact_lock($2)`,
        [silenceMax, takeOverLock],
      );
      for (const { executor_id: id } of dead) {
        const flows = await DBOS.listWorkflows({ status: 'PENDING', executorId: id, loadInput: false });
        const ids = flows.map(({ workflowID }) => workflowID);
        if (ids.length > 0) {
          await DBOS.resumeWorkflows(ids);
          logger.warn({ executorId: id, flows: ids.length }, 'flows of a hub that died go on here');
        }
        await transaction.query('delete from flows.executors where executor_id = $1', [id]);
      }
    });
  };
  const run = (): void => {
    if (closed) return;
    beating = beat().catch((error: unknown) => {
      logger.warn({ err: error }, 'the heartbeat of flows is tried again');
    });
    void beating.then(() => clock.schedule(beatMs, run));
  };
  run();
  return {
    async close() {
      closed = true;
      await beating;
      await database
        .query('delete from flows.executors where executor_id = $1', [executorId])
        .catch(() => {});
    },
  };
}
