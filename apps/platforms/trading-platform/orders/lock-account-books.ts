import type { Queryable } from '../../chassis/open-pool.ts';
import { monthOf, type AccountBook, type Order } from './types.ts';

interface AccountRow {
  user_id: string;
  active: boolean;
  paused: boolean;
  limit_daily_paise: bigint | null;
  limit_monthly_paise: bigint | null;
  last_sequence: bigint;
}

/**
 * Reads what the orders’ decisions depend on, for all of their people at once, and locks their accounts
 * until the transaction ends. The locks are taken in the order of the user ids, so that two batches with
 * the same people wait for one another and never deadlock.
 *
 * @returns by user id; people without an account are absent
 */
export async function lockAccountBooks(
  transaction: Queryable,
  orders: readonly Order[],
): Promise<Map<string, AccountBook>> {
  const accounts = await transaction.query<AccountRow>(
    `select user_id, active, limit_daily_paise, limit_monthly_paise, last_sequence,
            exists (select from trading.pauses where pauses.user_id = accounts.user_id) as paused
       from trading.accounts
      where user_id = any($1)
      order by user_id
        for update`,
    [[...new Set(orders.map(({ userId }) => userId))]],
  );
  const books = new Map(accounts.rows.map((row) => [row.user_id, bookOf(row)]));
  await readHoldings(transaction, orders, books);
  await readTurnover(transaction, orders, books);
  return books;
}

const bookOf = (row: AccountRow): AccountBook => ({
  active: row.active,
  paused: row.paused,
  limitDaily: row.limit_daily_paise,
  limitMonthly: row.limit_monthly_paise,
  lastSequence: row.last_sequence,
  holdings: new Map(),
  turnover: new Map(),
});

async function readHoldings(
  transaction: Queryable,
  orders: readonly Order[],
  books: ReadonlyMap<string, AccountBook>,
): Promise<void> {
  const { rows } = await transaction.query<{ user_id: string; symbol: string; quantity: bigint }>(
    `select user_id, symbol, quantity
       from trading.positions
       join (select distinct * from unnest($1::text[], $2::text[]) as wanted (user_id, symbol)) wanted
         using (user_id, symbol)`,
    [orders.map(({ userId }) => userId), orders.map(({ symbol }) => symbol)],
  );
  for (const row of rows) books.get(row.user_id)?.holdings.set(row.symbol, Number(row.quantity));
}

async function readTurnover(
  transaction: Queryable,
  orders: readonly Order[],
  books: ReadonlyMap<string, AccountBook>,
): Promise<void> {
  const { rows } = await transaction.query<{ user_id: string; period: string; value_paise: bigint }>(
    `select user_id, period, value_paise
       from trading.turnover
       join (select distinct * from unnest($1::text[], $2::text[]) as wanted (user_id, period)) wanted
         using (user_id, period)`,
    [orders.flatMap(({ userId }) => [userId, userId]), orders.flatMap(({ date }) => [date, monthOf(date)])],
  );
  for (const row of rows) books.get(row.user_id)?.turnover.set(row.period, row.value_paise);
}
