import { ConnectorError } from '../errors.ts';

/** Things that must be applied in the order given, and that fail independently of other lanes. */
export type Lane<Item> = readonly Item[];

export type LaneFailure<Item> =
  | { readonly item: Item; readonly error: unknown }
  /** Left alone because an earlier item of the lane failed. */
  | { readonly item: Item; readonly blockedBy: Item };

/**
 * Applies lanes, and finds out what fails by halving: a batch that cannot be applied as a whole is applied
 * half by half, down to the one item of the one lane that fails. What comes before it in its lane is applied,
 * what comes after is blocked, every other lane is applied. One bad item among n costs about 2·log₂ n extra
 * transactions; a good batch costs exactly one.
 *
 * Each half is a transaction of its own, not a savepoint: a deferred constraint fails only at the commit.
 *
 * @param apply applies all of the lanes it is given, or none
 * @throws `connector.database_away`, from `apply`; what was applied until then stays applied
 */
export async function isolateFailures<Item>(
  lanes: readonly Lane<Item>[],
  apply: (lanes: readonly Lane<Item>[]) => Promise<void>,
): Promise<LaneFailure<Item>[]> {
  const [lane] = lanes;
  if (lane === undefined) return [];
  try {
    await apply(lanes);
    return [];
  } catch (error) {
    if (error instanceof ConnectorError && error.code === 'connector.database_away') throw error;
    if (lanes.length > 1) {
      const [first, second] = halve(lanes);
      return [...(await isolateFailures(first, apply)), ...(await isolateFailures(second, apply))];
    }
    return isolateWithinLane(lane, error, apply);
  }
}

async function isolateWithinLane<Item>(
  lane: Lane<Item>,
  error: unknown,
  apply: (lanes: readonly Lane<Item>[]) => Promise<void>,
): Promise<LaneFailure<Item>[]> {
  const [item] = lane;
  if (item === undefined) return [];
  if (lane.length === 1) return [{ item, error }];
  const [first, second] = halve(lane);
  const failures = await isolateFailures([first], apply);
  const failed = failures[0];
  if (failed === undefined) return isolateFailures([second], apply);
  return [...failures, ...second.map((later) => ({ item: later, blockedBy: failed.item }))];
}

function halve<Part>(parts: readonly Part[]): [readonly Part[], readonly Part[]] {
  const middle = Math.ceil(parts.length / 2);
  return [parts.slice(0, middle), parts.slice(middle)];
}
