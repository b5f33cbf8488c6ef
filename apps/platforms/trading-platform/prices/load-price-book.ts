import { readFile } from 'node:fs/promises';
import { parseInr, type Paise } from '../../chassis/inr.ts';

/** Prices of one share on one trading day. */
export interface DayPrices {
  /** `YYYY-MM-DD` */
  readonly date: string;
  readonly open: Paise;
  readonly high: Paise;
  readonly low: Paise;
  readonly close: Paise;
}

/** Real daily prices of real shares; never changes while the process runs. */
export interface PriceBook {
  readonly symbols: readonly string[];
  /** In order of time. */
  readonly tradingDays: readonly string[];
  /** In order of time; `undefined` when the share is unknown. */
  historyOf(symbol: string): readonly DayPrices[] | undefined;
  /** `undefined` when the share was not traded that day. */
  pricesOn(symbol: string, date: string): DayPrices | undefined;
}

const priceFile = new URL('../data/nse-nifty50-daily.csv', import.meta.url);

/**
 * Reads the price file (`date,symbol,open,high,low,close,volume`).
 *
 * @throws {RangeError} when a price is not an amount in rupees and paise
 */
export async function loadPriceBook(file: URL = priceFile): Promise<PriceBook> {
  const [, ...lines] = (await readFile(file, 'utf8')).trimEnd().split('\n');
  const bySymbol = new Map<string, Map<string, DayPrices>>();
  const dates = new Set<string>();
  for (const line of lines) {
    const [date = '', symbol = '', open = '', high = '', low = '', close = ''] = line.split(',');
    const days = bySymbol.get(symbol) ?? new Map<string, DayPrices>();
    bySymbol.set(symbol, days);
    days.set(date, {
      date,
      open: parseInr(open),
      high: parseInr(high),
      low: parseInr(low),
      close: parseInr(close),
    });
    dates.add(date);
  }
  const histories = new Map(
    [...bySymbol].map(([symbol, days]) => [symbol, [...days.values()].toSorted(byDate)] as const),
  );
  return {
    symbols: [...bySymbol.keys()].toSorted(),
    tradingDays: [...dates].toSorted(),
    historyOf: (symbol) => histories.get(symbol),
    pricesOn: (symbol, date) => bySymbol.get(symbol)?.get(date),
  };
}

const byDate = (left: DayPrices, right: DayPrices): number => (left.date < right.date ? -1 : 1);
