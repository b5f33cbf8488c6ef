import type { WrappingContext } from './key-service.ts';

/** One text for one context, whatever the order of its names: the pairs, sorted by name, as JSON. */
export function contextBytes(context: WrappingContext): Buffer {
  const pairs = Object.entries(context).toSorted(([left], [right]) => (left < right ? -1 : 1));
  return Buffer.from(JSON.stringify(pairs));
}
