import { setTimeout as pause } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';
import { ConnectorError } from '../errors.ts';
import type { Transaction } from './types.ts';

const attemptsMax = 4;
const pauseMsMax = 40;

// The server is away, full, shutting down or only a copy: nothing is wrong with what we asked.
const awayStates = /^(08...|53...|57P..|58...|25006)$/;
// Serialisation failure and deadlock: PostgreSQL itself asks for the transaction to be tried again.
const collisionStates = new Set(['40001', '40P01']);

/**
 * Commits when `work` resolves, rolls back when it throws. `work` runs again after a deadlock or a
 * serialisation failure, up to three times.
 *
 * @throws `connector.database_away` when the connection cannot be had or is lost; whether a commit that was
 *   under way took place is then unknown
 * @throws `connector.transaction_spoiled` when `work` resolved although a statement of it had failed
 */
export async function runTransaction<Result>(
  pool: Pool,
  work: (transaction: Transaction) => Promise<Result>,
  random: () => number = Math.random,
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await attemptTransaction(pool, work);
    } catch (error) {
      if (!collisionStates.has(sqlState(error)) || attempt === attemptsMax) throw error;
      // Spread, so that the two that collided don’t meet again.
      await pause(random() * pauseMsMax);
    }
  }
}

async function attemptTransaction<Result>(
  pool: Pool,
  work: (transaction: Transaction) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect().catch((error: unknown) => {
    throw databaseAway(error);
  });
  // Without a listener, a connection lost between two statements would end the process.
  const ignore = (): void => {};
  client.on('error', ignore);
  let connected = true;
  try {
    await client.query('begin');
    const result = await work(client);
    const { command } = await client.query('commit');
    // PostgreSQL answers the commit of a failed transaction with a rollback, and calls that a success.
    if (command !== 'COMMIT') throw new ConnectorError('connector.transaction_spoiled');
    return result;
  } catch (error) {
    connected = await rollBack(client);
    throw connected && !awayStates.test(sqlState(error)) ? error : databaseAway(error);
  } finally {
    client.off('error', ignore);
    client.release(!connected);
  }
}

/** Whether the connection still answers. */
async function rollBack(client: PoolClient): Promise<boolean> {
  return client.query('rollback').then(
    () => true,
    () => false,
  );
}

function databaseAway(cause: unknown): ConnectorError {
  return new ConnectorError('connector.database_away', { cause, retryAfterSeconds: 1 });
}

/** SQLSTATE of an error of the driver, or an empty string. */
function sqlState(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
