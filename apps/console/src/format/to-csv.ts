// What spreadsheets take for the beginning of a formula.
const formulaStart = /^[=+\-@\t\r]/;

function quote(value: string): string {
  const harmless = formulaStart.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** Rows as CSV (RFC 4180). A value that a spreadsheet would run as a formula is led by an apostrophe. */
export function toCsv(names: readonly string[], rows: readonly (readonly string[])[]): string {
  return [names, ...rows].map((row) => `${row.map(quote).join(',')}\r\n`).join('');
}
