/**
 * Rupees as whole paise. A `number` never holds money: 2^53 paise would do, 0.1 + 0.2 would not.
 */
export type Paise = bigint;

const decimalPattern = /^(\d{1,16})(?:\.(\d{1,2}))?$/;

/**
 * Reads an amount from the wire or from the price file: `"2500.00"`, `"1472.5"`, `"3192"`.
 *
 * @throws {RangeError} when it is no decimal amount of rupees, is negative, or has fractions of a paisa
 */
export function parseInr(decimal: string): Paise {
  const match = decimalPattern.exec(decimal);
  if (match === null) throw new RangeError(`"${decimal}" is not an amount in rupees and paise`);
  const [, rupees = '', paise = ''] = match;
  return BigInt(rupees + paise.padEnd(2, '0'));
}

/** Writes an amount with both decimals, as it stands on the wire: `250000n` → `"2500.00"`. */
export function formatInr(paise: Paise): string {
  const sign = paise < 0n ? '-' : '';
  const digits = (paise < 0n ? -paise : paise).toString().padStart(3, '0');
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
