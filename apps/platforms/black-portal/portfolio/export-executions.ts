import type { Queryable } from '../../chassis/open-pool.ts';

/** One line of the export by which the platforms’ books are compared. */
export interface ExportedExecution {
  readonly userId: string;
  readonly executionId: string;
  readonly sequence: number | null;
  /** Grows in the order in which the portal was told. */
  readonly arrival: number;
}

const pageSize = 5_000;

/** Every execution the portal was told of, by person and arrival; page by page, so that memory stays small. */
export async function* exportExecutions(queryable: Queryable): AsyncGenerator<ExportedExecution[]> {
  let last: Pick<ExportedExecution, 'userId' | 'arrival'> | undefined = { userId: '', arrival: 0 };
  while (last !== undefined) {
    const page: { rows: ExportedExecution[] } = await queryable.query<ExportedExecution>(
      `select user_id as "userId", execution_id as "executionId", sequence::float8 as sequence,
              arrival::float8 as arrival
         from portal.executions
        where (user_id, arrival) > ($1, $2)
        order by user_id, arrival
        limit ${pageSize}`,
      [last.userId, last.arrival],
    );
    yield page.rows;
    last = page.rows.length === pageSize ? page.rows.at(-1) : undefined;
  }
}
