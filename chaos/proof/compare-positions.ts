import type { Stage } from '../stage/types.ts';

export interface PositionDifference {
  readonly userId: string;
  readonly symbol: string;
  readonly trading: number;
  readonly portal: number;
}

interface Position extends Record<string, unknown> {
  readonly userId: string;
  readonly symbol: string;
  readonly quantity: number;
}

/**
 * Compares what people hold on the trading platform with what the portal has added up from the events, for those
 * who trade there. An effect that happened twice, or half, shows in the sum even if the list of executions is right.
 */
export async function comparePositions({ platforms }: Stage): Promise<PositionDifference[]> {
  const [trading, portal] = await Promise.all([
    platforms.trading_platform.database.query<Position>(select('trading.positions')),
    platforms.black_portal.database.query<Position>(select('portal.positions')),
  ]);
  const shown = new Map(portal.map((position) => [keyOf(position), position.quantity]));
  return trading.flatMap(({ userId, symbol, quantity }) => {
    const seen = shown.get(keyOf({ userId, symbol })) ?? 0;
    return seen === quantity ? [] : [{ userId, symbol, trading: quantity, portal: seen }];
  });
}

const select = (table: string): string =>
  `select user_id as "userId", symbol, quantity::float8 as quantity from ${table}`;

const keyOf = ({ userId, symbol }: Pick<Position, 'userId' | 'symbol'>): string => `${userId} ${symbol}`;
