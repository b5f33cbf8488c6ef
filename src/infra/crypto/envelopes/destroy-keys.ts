import type { Transaction } from '#infra/db';
import { destroyedChannel } from './envelopes.ts';

/**
 * Destroys a person’s key for one purpose, or all of them: what was encrypted for it can never be read again, wherever
 * copies of it are (crypto-shredding). It is destroyed when the transaction commits; every hub forgets it then.
 *
 * The key is never made anew: `encryptFor` and `decryptFor` answer `crypto.key_destroyed` for good, for all purposes
 * also those that had no key yet. Doing it again does nothing.
 *
 * @returns how many keys were destroyed now
 */
export async function destroyKeys(
  transaction: Transaction,
  personId: string,
  purpose?: string,
): Promise<number> {
  await transaction.query(
    `select pg_advisory_xact_lock(hashtextextended('crypto.data_keys ' || $1::text, 0))`,
    [personId],
  );
  const destroyed = await transaction.query(
    `update crypto.data_keys set wrapped = null, wrapped_by = null, destroyed_at = now()
      where person_id = $1 and ($2::text is null or purpose = $2) and destroyed_at is null
     returning 1`,
    [personId, purpose ?? null],
  );
  await transaction.query(
    `insert into crypto.data_keys (person_id, purpose, destroyed_at) values ($1, $2, now())
     on conflict do nothing`,
    [personId, purpose ?? ''],
  );
  await transaction.query('select pg_notify($1, $2)', [
    destroyedChannel,
    JSON.stringify({ personId, purpose: purpose ?? null }),
  ]);
  return destroyed.length;
}
