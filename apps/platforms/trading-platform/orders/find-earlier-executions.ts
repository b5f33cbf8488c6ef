import type { Queryable } from '../../chassis/open-pool.ts';
import { executionColumns, toExecution, type ExecutionRow } from './execution-row.ts';
import type { Execution, Order } from './types.ts';

/** Names an order within the platform; ids of different people may coincide. */
export const orderKey = (order: Pick<Order, 'userId' | 'orderId'>): string =>
  JSON.stringify([order.userId, order.orderId]);

/** Executions of those of the orders that were filled before, by {@link orderKey}. */
export async function findEarlierExecutions(
  transaction: Queryable,
  orders: readonly Order[],
): Promise<Map<string, Execution>> {
  const { rows } = await transaction.query<ExecutionRow>(
    `select ${executionColumns}
       from trading.executions
      where (user_id, order_id) in (select * from unnest($1::text[], $2::text[]))`,
    [orders.map(({ userId }) => userId), orders.map(({ orderId }) => orderId)],
  );
  return new Map(rows.map(toExecution).map((execution) => [orderKey(execution), execution]));
}
