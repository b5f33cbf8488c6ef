import { formatInr } from '../../chassis/inr.ts';
import type { Execution, Side } from './types.ts';

export const executionColumns =
  'execution_id, user_id, sequence, order_id, symbol, side, quantity, price_paise, value_paise, traded_on, executed_at';

export interface ExecutionRow {
  execution_id: string;
  user_id: string;
  sequence: bigint;
  order_id: string;
  symbol: string;
  side: Side;
  quantity: bigint;
  price_paise: bigint;
  value_paise: bigint;
  traded_on: string;
  executed_at: Date;
}

export const toExecution = (row: ExecutionRow): Execution => ({
  executionId: row.execution_id,
  userId: row.user_id,
  sequence: row.sequence,
  orderId: row.order_id,
  symbol: row.symbol,
  side: row.side,
  quantity: Number(row.quantity),
  price: row.price_paise,
  value: row.value_paise,
  tradedOn: row.traded_on,
  executedAt: row.executed_at,
});

/** An execution as callers see it: amounts are decimal strings in INR. */
export const executionToJson = (execution: Execution) => ({
  ...execution,
  sequence: Number(execution.sequence),
  price: formatInr(execution.price),
  value: formatInr(execution.value),
  currency: 'INR',
  executedAt: execution.executedAt.toISOString(),
});
