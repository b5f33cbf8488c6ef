import { decryptFor } from '#infra/crypto';
import { identityErrors } from '../errors.ts';
import { personKey } from './person-key.ts';
import { record } from './record.ts';
import type { Caller, Members, PersonalProfile } from './types.ts';

/**
 * What a person told of itself. To read it is an act of its own: it is audited with the reason, before anything
 * is shown.
 *
 * @throws `identity.no_such_person`
 */
export async function readProfile(
  members: Members,
  personId: string,
  reason: string,
  by: Caller,
): Promise<PersonalProfile> {
  const [row] = await members.database.query<{ profile: Buffer | null }>(
    'select profile from identity.people where person_id = $1',
    [personId],
  );
  if (row?.profile === null || row?.profile === undefined) throw identityErrors('identity.no_such_person');
  await record(members, members.database, by, { action: 'person.profile_read', personId, reason });
  const bytes = await decryptFor(members.envelopes, personKey(personId), 'people.profile', row.profile);
  return JSON.parse(bytes.toString()) as PersonalProfile;
}
