import type { Outbox, Transaction } from '@interlock/connector';
import { formatInr } from '../../chassis/inr.ts';
import type { Execution } from './types.ts';

/** Tells the other platforms of executions; the events leave when, and only when, `transaction` commits. */
export async function announceExecutions(
  outbox: Outbox,
  transaction: Transaction,
  executions: readonly Execution[],
): Promise<void> {
  await outbox.add(
    transaction,
    executions.map((execution) => ({
      eventId: execution.executionId,
      eventType: 'trade_executed',
      timestamp: execution.executedAt.toISOString(),
      payload: {
        userId: execution.userId,
        executionId: execution.executionId,
        sequence: Number(execution.sequence),
        trade: {
          symbol: execution.symbol,
          side: execution.side,
          quantity: execution.quantity,
          price: formatInr(execution.price),
          value: formatInr(execution.value),
          currency: 'INR',
          tradedOn: execution.tradedOn,
        },
      },
      requiresSync: ['black_portal', 'support_portal'],
    })),
  );
}
