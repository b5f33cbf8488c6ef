import { describe, expect, it } from 'vitest';
import { addRupees, formatRupees } from './money.ts';

describe('money', () => {
  it.each([
    ['1234567.50', '₹12,34,567.50'],
    ['0.00', '₹0.00'],
    ['-2500.00', '-₹2,500.00'],
    // More than a number could hold.
    ['9007199254740993.01', '₹9,00,71,99,25,47,40,993.01'],
  ])('%s is written %s', (decimal, written) => {
    expect(formatRupees(decimal)).toBe(written);
  });

  it('is added to the paisa', () => {
    expect(addRupees(['0.10', '0.20'])).toBe('0.30');
    expect(addRupees(['9007199254740993.01', '-0.02'])).toBe('9007199254740992.99');
    expect(addRupees(['-0.05'])).toBe('-0.05');
    expect(addRupees([])).toBe('0.00');
  });
});
