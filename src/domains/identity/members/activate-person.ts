import { record } from './record.ts';
import type { Caller, Members } from './types.ts';

/** Welcomes a person whom every platform knows: active from now on. Doing it again does nothing. */
export async function activatePerson(members: Members, personId: string, by: Caller): Promise<void> {
  await members.database.transaction(async (transaction) => {
    const rows = await transaction.query(
      `update identity.people set state = 'active', changed_at = $2
       where person_id = $1 and state = 'joining' returning 1`,
      [personId, new Date(members.clock.now())],
    );
    if (rows.length > 0) await record(members, transaction, by, { action: 'person.joined', personId });
  });
}
