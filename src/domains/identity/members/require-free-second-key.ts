import type { Queryable } from '#infra/db';
import { identityErrors } from '../errors.ts';

/** One for the safe, and one for another safe. Each is a way in for whoever holds it. */
export const secondKeysMax = 2;

/** The person is locked. @throws `identity.too_many_second_keys` */
export async function requireFreeSecondKey(transaction: Queryable, personId: string): Promise<void> {
  const [row] = await transaction.query<{ count: number }>(
    `select count(*)::integer as count from identity.passkeys
     where person_id = $1 and device_id is null and revoked_at is null`,
    [personId],
  );
  if ((row?.count ?? 0) < secondKeysMax) return;
  throw identityErrors('identity.too_many_second_keys', { extensions: { secondKeysMax } });
}
