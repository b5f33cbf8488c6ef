import { parseMoney } from '#kernel/money';
import { runPool } from './run-pool.ts';
import type { PlatformClient } from './call-platform.ts';

/** A year of real prices. */
export interface Market {
  readonly symbols: readonly string[];
  /** `YYYY-MM-DD`, in order of time. */
  readonly days: readonly string[];
  /** Closing price in paise of a share on a day of {@link days}; `undefined` when it was not traded. */
  closeOn(symbol: string, day: number): bigint | undefined;
}

interface History {
  readonly days: readonly { readonly date: string; readonly close: string }[];
}

const parallelRequests = 8;

/** Reads the prices at which the trading platform fills orders. */
export async function loadMarket(trading: PlatformClient): Promise<Market> {
  const listing = await trading.get<{ symbols: string[]; tradingDays: string[] }>('/prices');
  const { symbols, tradingDays } = listing ?? { symbols: [], tradingDays: [] };
  const dayNumbers = new Map(tradingDays.map((date, day) => [date, day]));
  const closes = new Map<string, (bigint | undefined)[]>();
  await runPool(symbols, parallelRequests, async (symbol) => {
    const history = await trading.get<History>(`/prices/${encodeURIComponent(symbol)}`);
    const row: (bigint | undefined)[] = tradingDays.map(() => undefined);
    for (const { date, close } of history?.days ?? []) {
      const day = dayNumbers.get(date);
      if (day !== undefined) row[day] = parseMoney(close, 'INR').amountMinor;
    }
    closes.set(symbol, row);
  });
  return { symbols, days: tradingDays, closeOn: (symbol, day) => closes.get(symbol)?.[day] };
}
