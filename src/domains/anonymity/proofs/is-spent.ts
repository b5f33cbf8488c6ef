import type { Queryable } from '#infra/db';
import type { Spendable } from './spend.ts';

/** Whether it was used before. A look that saves work; only `spend` decides. */
export async function isSpent(
  database: Queryable,
  { kind, hash }: Pick<Spendable, 'kind' | 'hash'>,
): Promise<boolean> {
  const found = await database.query('select kind from anonymity.used where kind = $1 and hash = $2', [
    kind,
    hash,
  ]);
  return found.length === 1;
}
