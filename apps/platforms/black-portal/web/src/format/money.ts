const rupees = new Intl.NumberFormat('en-IN', { style: 'currency', currency: 'INR' });

/**
 * An amount as India writes it: `"1234567.50"` → `₹12,34,567.50`. Takes the decimal as it came: a number would round
 * what is large.
 */
export function formatRupees(decimal: string): string {
  return rupees.format(decimal as Intl.StringNumericLiteral);
}

/** The sum of decimal amounts with two places, exactly. */
export function addRupees(amounts: readonly string[]): string {
  const paise = amounts.reduce((sum, amount) => sum + BigInt(amount.replace('.', '')), 0n);
  const digits = (paise < 0n ? -paise : paise).toString().padStart(3, '0');
  return `${paise < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
