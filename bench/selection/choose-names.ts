import { UsageError } from './read-arguments.ts';

/**
 * The names that begin with one of the prefixes; all of them without a prefix.
 *
 * @throws {UsageError} that lists the names, when nothing begins with one of the prefixes
 */
export function chooseNames(known: readonly string[], prefixes: readonly string[]): ReadonlySet<string> {
  const strange = prefixes.filter((prefix) => !known.some((name) => name.startsWith(prefix)));
  if (strange.length > 0) {
    const quoted = strange.map((prefix) => `“${prefix}”`).join(' or ');
    throw new UsageError(
      `No scenario’s name begins with ${quoted}. There are:\n${known.map((name) => `  ${name}`).join('\n')}`,
    );
  }
  if (prefixes.length === 0) return new Set(known);
  return new Set(known.filter((name) => prefixes.some((prefix) => name.startsWith(prefix))));
}
