import type { Database, Queryable } from '#infra/db';
import type { WrappedKey, WrappingContext } from '../key-service/key-service.ts';
import type { EnvelopeOwner } from './envelopes.ts';

/** What the key service is told of a data key. */
export function dataKeyContext({ personId, purpose }: EnvelopeOwner): WrappingContext {
  return { table: 'crypto.data_keys', personId, purpose };
}

/** The wrapped keys of these owners, in their order. @returns `undefined` where there is none */
export async function readDataKeys(
  database: Queryable,
  owners: readonly EnvelopeOwner[],
): Promise<(WrappedKey | 'destroyed' | undefined)[]> {
  const rows = await database.query<{
    wrapped: Buffer | null;
    wrapped_by: string | null;
    is_destroyed: boolean;
  }>(
    `select key.wrapped, key.wrapped_by,
            key.destroyed_at is not null or person.destroyed_at is not null as is_destroyed
       from unnest($1::text[], $2::text[]) with ordinality as owner (person_id, purpose, place)
       left join crypto.data_keys key using (person_id, purpose)
       left join crypto.data_keys person on person.person_id = owner.person_id and person.purpose = ''
      order by owner.place`,
    columnsOf(owners),
  );
  return rows.map(({ wrapped, wrapped_by: wrappedBy, is_destroyed: isDestroyed }) => {
    if (isDestroyed) return 'destroyed';
    return wrapped === null || wrappedBy === null ? undefined : { bytes: wrapped, wrappedBy };
  });
}

/**
 * Stores new keys; where another was first, or the key is destroyed, that stays.
 *
 * The lock of a person is shared by those who make keys and taken alone by `destroyKeys`: whoever waited for it sees
 * what was destroyed meanwhile.
 */
export async function storeDataKeys(
  database: Database,
  owners: readonly EnvelopeOwner[],
  wrapped: readonly WrappedKey[],
): Promise<void> {
  const personIds = [...new Set(owners.map(({ personId }) => personId))].toSorted();
  await database.transaction(async (transaction) => {
    await transaction.query(
      `select pg_advisory_xact_lock_shared(hashtextextended('crypto.data_keys ' || person_id, 0))
         from unnest($1::text[]) as person_id`,
      [personIds],
    );
    await transaction.query(
      `insert into crypto.data_keys (person_id, purpose, wrapped, wrapped_by)
       select * from unnest($1::text[], $2::text[], $3::bytea[], $4::text[]) as new (person_id, purpose)
        where not exists (select 1 from crypto.data_keys
                           where data_keys.person_id = new.person_id and data_keys.purpose = '')
       on conflict do nothing`,
      [...columnsOf(owners), wrapped.map(({ bytes }) => bytes), wrapped.map(({ wrappedBy }) => wrappedBy)],
    );
  });
}

function columnsOf(owners: readonly EnvelopeOwner[]): [string[], string[]] {
  return [owners.map(({ personId }) => personId), owners.map(({ purpose }) => purpose)];
}
