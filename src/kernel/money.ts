/**
 * Money as a whole number of minor units beside its currency. Floats never touch it.
 */
export interface Money {
  /** Whole minor units: paise for INR, cents for USD. */
  readonly amountMinor: bigint;
  readonly currency: Currency;
}

export type Currency = keyof typeof minorUnitDigits;

/** Decimal digits of the minor unit (ISO 4217; BILT is the project’s own token). */
export const minorUnitDigits = { INR: 2, USD: 2, EUR: 2, BILT: 8 } as const;

const decimalPattern = /^(-?)(\d{1,30})(?:\.(\d{1,18}))?$/;

/**
 * Reads a decimal string such as `"2500.00"`.
 *
 * @throws {RangeError} when it is no decimal number or has more digits than the currency’s minor unit
 */
export function parseMoney(decimal: string, currency: Currency): Money {
  const match = decimalPattern.exec(decimal);
  const digits = minorUnitDigits[currency];
  if (match === null) throw new RangeError(`"${decimal}" is not a decimal amount`);
  const [, sign, whole, fraction = ''] = match;
  if (fraction.length > digits) {
    throw new RangeError(`${currency} has ${digits} decimals, "${decimal}" has ${fraction.length}`);
  }
  const magnitude = BigInt(whole + fraction.padEnd(digits, '0'));
  return { amountMinor: sign === '-' ? -magnitude : magnitude, currency };
}

/** Writes money as a decimal string with all digits of the minor unit: `{250000n, INR}` → `"2500.00"`. */
export function formatMoney({ amountMinor, currency }: Money): string {
  const digits = minorUnitDigits[currency];
  const sign = amountMinor < 0n ? '-' : '';
  const magnitude = (amountMinor < 0n ? -amountMinor : amountMinor).toString().padStart(digits + 1, '0');
  return `${sign}${magnitude.slice(0, -digits)}.${magnitude.slice(-digits)}`;
}
