/** One execution as a platform’s books hold it, in the order of its arrival there. */
export interface BookLine {
  readonly userId: string;
  readonly executionId: string;
  /** The trading platform’s number, per person; `null` for trades of other sources. */
  readonly sequence: number | null;
}

export type DifferenceKind = 'missing' | 'repeated' | 'out_of_order' | 'unknown';

export interface Difference {
  readonly book: string;
  readonly kind: DifferenceKind;
  readonly userId: string;
  readonly executionId: string;
}

/** What the trading platform executed: ids per person, in order. */
export type TradingBook = ReadonlyMap<string, readonly string[]>;

export async function readTradingBook(lines: AsyncIterable<BookLine>): Promise<TradingBook> {
  const book = new Map<string, string[]>();
  for await (const { userId, executionId } of lines) {
    const known = book.get(userId);
    if (known === undefined) book.set(userId, [executionId]);
    else known.push(executionId);
  }
  return book;
}

/**
 * Compares another platform’s book with the trading platform’s: every execution must be there, once, in the same
 * order per person. Trades of other sources are left out of account.
 *
 * @param lines grouped by person, in the order of arrival
 */
export async function compareBook(
  name: string,
  trading: TradingBook,
  lines: AsyncIterable<BookLine>,
): Promise<Difference[]> {
  const differences: Difference[] = [];
  const absent = new Set(trading.keys());
  const settle = (userId: string, actual: readonly string[]): void => {
    absent.delete(userId);
    differences.push(
      ...compareLane(trading.get(userId) ?? [], actual).map((found) => ({ book: name, userId, ...found })),
    );
  };
  let userId: string | undefined;
  let lane: string[] = [];
  for await (const line of lines) {
    if (line.sequence === null) continue;
    if (userId !== undefined && line.userId !== userId) {
      settle(userId, lane);
      lane = [];
    }
    userId = line.userId;
    lane.push(line.executionId);
  }
  if (userId !== undefined) settle(userId, lane);
  for (const person of absent) settle(person, []);
  return differences;
}

function compareLane(
  expected: readonly string[],
  actual: readonly string[],
): Pick<Difference, 'kind' | 'executionId'>[] {
  if (expected.length === actual.length && expected.every((id, index) => id === actual[index])) return [];
  const places = new Map(expected.map((id, index) => [id, index]));
  const seen = new Set<string>();
  const found: Pick<Difference, 'kind' | 'executionId'>[] = [];
  let furthest = -1;
  for (const executionId of actual) {
    const place = places.get(executionId);
    if (place === undefined) found.push({ kind: 'unknown', executionId });
    else if (seen.has(executionId)) found.push({ kind: 'repeated', executionId });
    else if (place < furthest) found.push({ kind: 'out_of_order', executionId });
    seen.add(executionId);
    furthest = Math.max(furthest, place ?? -1);
  }
  for (const executionId of expected)
    if (!seen.has(executionId)) found.push({ kind: 'missing', executionId });
  return found;
}
