import type { Queryable } from '../../chassis/open-pool.ts';
import { executionColumns, toExecution, type ExecutionRow } from './execution-row.ts';
import type { Execution } from './types.ts';

/** A person’s executions with a sequence above `after`, oldest first. */
export async function listExecutions(
  queryable: Queryable,
  page: { readonly userId: string; readonly after: number; readonly limit: number },
): Promise<Execution[]> {
  const { rows } = await queryable.query<ExecutionRow>(
    `select ${executionColumns}
       from trading.executions
      where user_id = $1 and sequence > $2
      order by sequence
      limit $3`,
    [page.userId, page.after, page.limit],
  );
  return rows.map(toExecution);
}
