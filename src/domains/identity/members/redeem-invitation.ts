import { randomBytes } from 'node:crypto';
import { encryptFor } from '#infra/crypto';
import type { Transaction } from '#infra/db';
import { uuidv7 } from '#kernel/ids';
import type { Tier } from '#kernel/tiers';
import { identityErrors } from '../errors.ts';
import type { MemberRole } from '../roles.ts';
import { hashCode } from './invitation-code.ts';
import { personKey } from './person-key.ts';
import { record } from './record.ts';
import type { Caller, Members, Person, PersonalProfile } from './types.ts';

/**
 * Turns an invitation into a person who is joining. Of two who try the same code, one gets in.
 *
 * A code that is wrong, used, expired or revoked gets the same answer after the same work: two statements that
 * find nothing, one entry in the audit log.
 *
 * @param alongside what else is done in the same transaction
 * @throws `identity.invitation_not_valid`
 */
export async function redeemInvitation(
  members: Members,
  code: string,
  profile: PersonalProfile,
  by: Caller,
  alongside: (transaction: Transaction, person: Person) => Promise<void> = async () => {},
): Promise<Person> {
  const { database, clock, envelopes } = members;
  const now = new Date(clock.now());
  const personId = uuidv7(now.getTime());
  // Sealing makes a key for the person, outside the transaction: only for codes that look good.
  const [open] = await database.query(
    `select 1 from identity.invitations
     where code_hash = $1 and redeemed_at is null and revoked_at is null and expires_at > $2`,
    [hashCode(code), now],
  );
  const sealed =
    open === undefined
      ? null
      : await encryptFor(envelopes, personKey(personId), 'people.profile', JSON.stringify(profile));
  const person = await database.transaction(async (transaction) => {
    const [invitation] = await transaction.query<{
      invitation_id: string;
      role: MemberRole;
      tier: Tier | null;
    }>(
      `update identity.invitations set redeemed_at = $2
       where code_hash = $1 and redeemed_at is null and revoked_at is null and expires_at > $2 and $3
       returning invitation_id, role, tier`,
      // One that came back a moment ago has no sealed profile to go with it.
      [hashCode(code), now, sealed !== null],
    );
    if (invitation === undefined) {
      await record(members, transaction, by, { action: 'invitation.refused' });
      return undefined;
    }
    const { invitation_id: invitationId, role, tier } = invitation;
    await transaction.query(
      `insert into identity.people (person_id, user_handle, role, tier, state, profile, created_at, changed_at)
       values ($1, $2, $3, $4, 'joining', $5, $6, $6)`,
      [personId, randomBytes(32), role, tier, sealed, now],
    );
    await transaction.query('update identity.invitations set person_id = $2 where invitation_id = $1', [
      invitationId,
      personId,
    ]);
    await record(members, transaction, by, {
      action: 'invitation.redeemed',
      personId,
      personal: personalValues(profile),
      details: { invitationId, role, tier },
    });
    const joining: Person = { personId, role, tier, state: 'joining', createdAt: now };
    await alongside(transaction, joining);
    return joining;
  });
  if (person === undefined) throw identityErrors('identity.invitation_not_valid');
  return person;
}

/** As people would look for them: an address in lower case, a telephone number in E.164. */
function personalValues({ email, phone }: PersonalProfile): Record<string, string> {
  return {
    ...(email === undefined ? {} : { email: email.toLowerCase() }),
    ...(phone === undefined ? {} : { phone }),
  };
}
