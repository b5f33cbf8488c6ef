import type { Queryable } from '../../chassis/open-pool.ts';
import { applyTrade, emptyPosition, type Position } from './apply-trade.ts';
import type { Trade } from './read-trade.ts';
import { insertExecutions, lockPositions, savePositions } from './record-trades.sql.ts';

/**
 * Books trades in the order given: each into the list of executions, all together into the positions.
 * Three statements, however many trades.
 */
export async function recordTrades(transaction: Queryable, trades: readonly Trade[]): Promise<void> {
  await insertExecutions(transaction, trades);
  const keys = new Map(trades.map((trade) => [keyOf(trade.userId, trade.symbol), trade]));
  const positions = new Map<string, Position>(
    (await lockPositions(transaction, [...keys.values()])).map((row) => [
      keyOf(row.user_id, row.symbol),
      { quantity: row.quantity, cost: row.cost_paise },
    ]),
  );
  for (const { userId, symbol, side, quantity, value } of trades) {
    const key = keyOf(userId, symbol);
    const position = positions.get(key) ?? emptyPosition;
    const sign = side === 'buy' ? 1n : -1n;
    positions.set(key, applyTrade(position, sign * BigInt(quantity), sign * value));
  }
  await savePositions(
    transaction,
    [...keys].map(([key, { userId, symbol }]) => ({ userId, symbol, ...positions.get(key)! })),
  );
}

const keyOf = (userId: string, symbol: string): string => `${userId}\n${symbol}`;
