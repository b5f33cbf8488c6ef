import type { Queryable } from '#infra/db';
import { hashCode } from './invitation-code.ts';

/** The person who redeemed an invitation, by its code; `null` when nobody did. */
export async function findInvited(database: Queryable, code: string): Promise<string | null> {
  const [row] = await database.query<{ person_id: string | null }>(
    'select person_id from identity.invitations where code_hash = $1 and redeemed_at is not null',
    [hashCode(code)],
  );
  return row?.person_id ?? null;
}
