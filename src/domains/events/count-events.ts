import type { Queryable } from '#infra/db';
import { selectionCondition, selectionParameters, type EventSelection } from './selection.sql.ts';

/** How many events fit, up to a position. */
export async function countEvents(
  target: Queryable,
  selection: EventSelection,
  upTo: number,
): Promise<number> {
  const [row] = await target.query<{ count: number }>(
    `select count(*)::double precision as count from events.log l where ${selectionCondition} and l.position <= $7`,
    [...selectionParameters(selection), upTo],
  );
  return row?.count ?? 0;
}
