import type { Outbox } from '@interlock/connector';
import { announceExecutions } from './announce-executions.ts';
import { decideOrder, type Decision, type DecisionContext } from './decide-order.ts';
import { findEarlierExecutions, orderKey } from './find-earlier-executions.ts';
import { lockAccountBooks } from './lock-account-books.ts';
import { storeExecutions } from './store-executions.ts';
import type { Execution, Order } from './types.ts';

export interface OrderDesk extends DecisionContext {
  readonly outbox: Outbox;
}

/**
 * Places orders, those of one person in the order given. What is filled is booked and announced in one
 * transaction: either the execution, the position, the turnover and the event are all there, or none is.
 *
 * Any number of orders costs the same ten statements.
 *
 * @returns a decision per order, in the same order; an order that was filled before is answered as it was then
 */
export async function placeOrders(desk: OrderDesk, orders: readonly Order[]): Promise<Decision[]> {
  return desk.outbox.transact(async (transaction) => {
    const books = await lockAccountBooks(transaction, orders);
    const filled = await findEarlierExecutions(transaction, orders);
    const executions: Execution[] = [];
    const decisions = orders.map((order): Decision => {
      const earlier = filled.get(orderKey(order));
      if (earlier !== undefined) return { status: 'filled', execution: earlier };
      const decision = decideOrder(desk, books.get(order.userId), order);
      if (decision.status === 'filled') {
        filled.set(orderKey(order), decision.execution);
        executions.push(decision.execution);
      }
      return decision;
    });
    if (executions.length > 0) {
      await storeExecutions(transaction, books, executions);
      await announceExecutions(desk.outbox, transaction, executions);
    }
    return decisions;
  });
}
