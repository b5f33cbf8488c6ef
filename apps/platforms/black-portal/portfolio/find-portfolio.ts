import { formatInr } from '../../chassis/inr.ts';
import type { Queryable } from '../../chassis/open-pool.ts';
import { averageCost } from './apply-trade.ts';

interface ExecutionRow {
  arrival: number;
  execution_id: string;
  sequence: number | null;
  symbol: string;
  side: string;
  quantity: number;
  value_paise: bigint;
  traded_on: string | null;
}

/** What a member sees: what they hold and at what average cost, and the latest executions, newest first. */
export async function findPortfolio(queryable: Queryable, userId: string, executionsMax: number) {
  const positions = await queryable.query<{ symbol: string; quantity: bigint; cost_paise: bigint }>(
    `select symbol, quantity, cost_paise
       from portal.positions
      where user_id = $1 and quantity <> 0
      order by symbol`,
    [userId],
  );
  const executions = await queryable.query<ExecutionRow>(
    `select arrival::float8, execution_id, sequence::float8, symbol, side, quantity::float8, value_paise, traded_on
       from portal.executions
      where user_id = $1
      order by arrival desc
      limit $2`,
    [userId, executionsMax],
  );
  return {
    userId,
    currency: 'INR',
    positions: positions.rows.map(({ symbol, quantity, cost_paise: cost }) => ({
      symbol,
      quantity: Number(quantity),
      averageCost: formatInr(averageCost({ quantity, cost })),
      cost: formatInr(cost),
    })),
    executions: executions.rows.map((row) => ({
      arrival: row.arrival,
      executionId: row.execution_id,
      sequence: row.sequence,
      symbol: row.symbol,
      side: row.side,
      quantity: row.quantity,
      value: formatInr(row.value_paise),
      tradedOn: row.traded_on,
    })),
  };
}
