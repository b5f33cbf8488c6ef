import { describe, expect, it } from 'vitest';
import { loadPriceBook } from './load-price-book.ts';

const book = await loadPriceBook();

describe('the price book', () => {
  it('holds a year of the fifty shares of the NIFTY', () => {
    expect(book.symbols).toHaveLength(50);
    expect(book.tradingDays).toHaveLength(249);
    expect([book.tradingDays.at(0), book.tradingDays.at(-1)]).toEqual(['2024-10-01', '2025-09-30']);
    for (const symbol of book.symbols) expect(book.historyOf(symbol)).toHaveLength(249);
  });

  it('tells the paise of the file', () => {
    expect(book.pricesOn('ADANIPORTS', '2024-10-01')).toEqual({
      date: '2024-10-01',
      open: 144_820n,
      high: 147_285n,
      low: 144_800n,
      close: 146_750n,
    });
  });

  it('knows no price on a holiday and none of a stranger', () => {
    expect(book.pricesOn('TCS', '2024-10-02')).toBeUndefined();
    expect(book.historyOf('ACME')).toBeUndefined();
  });
});
