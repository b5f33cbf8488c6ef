import type { Queryable } from '../../chassis/open-pool.ts';

/** Keeps what a person likes; a later word on the same preference replaces an earlier. */
export async function learnPreferences(
  transaction: Queryable,
  userId: string,
  preferences: Readonly<Record<string, unknown>>,
): Promise<void> {
  await transaction.query(
    `insert into support.preferences (user_id, name, value)
     select $1, key, value from jsonb_each($2::jsonb)
     on conflict (user_id, name) do update set value = excluded.value`,
    [userId, JSON.stringify(preferences)],
  );
}
