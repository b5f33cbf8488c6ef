import type { Queryable } from '../../chassis/open-pool.ts';
import { monthOf, type AccountBook, type Execution } from './types.ts';

/** Writes executions and what they changed: positions, turnover, the accounts’ sequence. */
export async function storeExecutions(
  transaction: Queryable,
  books: ReadonlyMap<string, AccountBook>,
  executions: readonly Execution[],
): Promise<void> {
  await insertExecutions(transaction, executions);
  await savePositions(transaction, books, executions);
  await saveTurnover(transaction, books, executions);
  const userIds = [...new Set(executions.map(({ userId }) => userId))];
  await transaction.query(
    `update trading.accounts
        set last_sequence = changed.last_sequence
       from unnest($1::text[], $2::bigint[]) as changed (user_id, last_sequence)
      where accounts.user_id = changed.user_id`,
    [userIds, userIds.map((userId) => books.get(userId)!.lastSequence)],
  );
}

async function insertExecutions(transaction: Queryable, executions: readonly Execution[]): Promise<void> {
  await transaction.query(
    `insert into trading.executions
       (execution_id, user_id, sequence, order_id, symbol, side, quantity, price_paise, value_paise,
        traded_on, executed_at)
     select * from unnest($1::uuid[], $2::text[], $3::bigint[], $4::text[], $5::text[], $6::text[],
                          $7::bigint[], $8::bigint[], $9::bigint[], $10::date[], $11::timestamptz[])`,
    [
      executions.map(({ executionId }) => executionId),
      executions.map(({ userId }) => userId),
      executions.map(({ sequence }) => sequence),
      executions.map(({ orderId }) => orderId),
      executions.map(({ symbol }) => symbol),
      executions.map(({ side }) => side),
      executions.map(({ quantity }) => quantity),
      executions.map(({ price }) => price),
      executions.map(({ value }) => value),
      executions.map(({ tradedOn }) => tradedOn),
      executions.map(({ executedAt }) => executedAt.toISOString()),
    ],
  );
}

async function savePositions(
  transaction: Queryable,
  books: ReadonlyMap<string, AccountBook>,
  executions: readonly Execution[],
): Promise<void> {
  const changed = distinct(executions.map(({ userId, symbol }) => [userId, symbol]));
  await transaction.query(
    `insert into trading.positions (user_id, symbol, quantity)
     select * from unnest($1::text[], $2::text[], $3::bigint[])
     on conflict (user_id, symbol) do update set quantity = excluded.quantity`,
    [
      changed.map(([userId]) => userId),
      changed.map(([, symbol]) => symbol),
      changed.map(([userId, symbol]) => books.get(userId)!.holdings.get(symbol)!),
    ],
  );
}

async function saveTurnover(
  transaction: Queryable,
  books: ReadonlyMap<string, AccountBook>,
  executions: readonly Execution[],
): Promise<void> {
  const changed = distinct(
    executions.flatMap(({ userId, tradedOn }) => [
      [userId, tradedOn],
      [userId, monthOf(tradedOn)],
    ]),
  );
  await transaction.query(
    `insert into trading.turnover (user_id, period, value_paise)
     select * from unnest($1::text[], $2::text[], $3::bigint[])
     on conflict (user_id, period) do update set value_paise = excluded.value_paise`,
    [
      changed.map(([userId]) => userId),
      changed.map(([, period]) => period),
      changed.map(([userId, period]) => books.get(userId)!.turnover.get(period)!),
    ],
  );
}

function distinct(pairs: readonly (readonly [string, string] | readonly string[])[]): [string, string][] {
  const seen = new Map(pairs.map((pair) => [JSON.stringify(pair), pair as [string, string]]));
  return [...seen.values()];
}
