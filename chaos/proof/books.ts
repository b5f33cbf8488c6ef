import type { Database } from '#infra/db';
import type { Stage } from '../stage/types.ts';

/** Where a platform writes down every execution it was told of, in the order of `arrival`. */
export interface Book {
  readonly platform: 'black_portal' | 'support_portal';
  readonly database: Database;
  /** SQL: a relation with user_id, execution_id, sequence, arrival. */
  readonly table: string;
}

/** The books in which every execution must end up. */
export function booksOf({ platforms }: Stage): readonly Book[] {
  return [
    {
      platform: 'black_portal',
      database: platforms.black_portal.database,
      table: 'portal.executions',
    },
    {
      platform: 'support_portal',
      database: platforms.support_portal.database,
      table: 'support.context_entries',
    },
  ];
}
