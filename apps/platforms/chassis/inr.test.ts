import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatInr, parseInr } from './inr.ts';

describe('amounts in rupees', () => {
  it.each([
    ['3192', 319_200n],
    ['3192.0', 319_200n],
    ['1472.85', 147_285n],
    ['0.01', 1n],
    ['9999999999999999.99', 999_999_999_999_999_999n],
  ])('reads %s exactly', (decimal, paise) => expect(parseInr(decimal)).toBe(paise));

  it.each(['', '-1', '1.234', '1e3', '1,000', '₹5', 'NaN', '.5', '5.'])('refuses "%s"', (decimal) => {
    expect(() => parseInr(decimal)).toThrow(RangeError);
  });

  it('reads back what it writes', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 17n }), (paise) => parseInr(formatInr(paise)) === paise),
    );
  });

  it('writes what is owed with a sign', () => expect(formatInr(-5n)).toBe('-0.05'));
});
