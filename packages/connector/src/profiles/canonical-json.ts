/**
 * JSON in the one form that RFC 8785 (JCS) allows: no whitespace, members sorted by UTF-16 code units.
 * ECMAScript’s own `JSON.stringify` already writes numbers and strings as the RFC asks.
 *
 * @param value JSON data; members that are `undefined` are left out, as in `JSON.stringify`
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`);
  return `{${members.join(',')}}`;
}
