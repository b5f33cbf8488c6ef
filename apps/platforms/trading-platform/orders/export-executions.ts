import type { Queryable } from '../../chassis/open-pool.ts';

/** One line of the export by which the platforms’ books are compared. */
export interface ExportedExecution {
  readonly userId: string;
  readonly executionId: string;
  readonly sequence: number;
}

const pageSize = 5_000;

/** Every execution, by person and sequence; page by page, so that a large book needs little memory. */
export async function* exportExecutions(queryable: Queryable): AsyncGenerator<ExportedExecution[]> {
  let last: ExportedExecution | undefined = { userId: '', executionId: '', sequence: 0 };
  while (last !== undefined) {
    const page: { rows: ExportedExecution[] } = await queryable.query<ExportedExecution>(
      `select user_id as "userId", execution_id as "executionId", sequence::float8 as sequence
         from trading.executions
        where (user_id, sequence) > ($1, $2)
        order by user_id, sequence
        limit ${pageSize}`,
      [last.userId, last.sequence],
    );
    yield page.rows;
    last = page.rows.length === pageSize ? page.rows.at(-1) : undefined;
  }
}
