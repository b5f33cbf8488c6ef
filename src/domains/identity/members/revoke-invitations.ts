import { record } from './record.ts';
import type { Caller, Members } from './types.ts';

/** One invitation, or all of those that were made together. */
export type InvitationChoice = { readonly invitationId: string } | { readonly batchId: string };

/**
 * Makes invitations worthless that nobody has used yet. Those with which somebody is joining do not come back should
 * that be undone.
 *
 * @returns how many; 0 when there is none to revoke
 */
export async function revokeInvitations(
  members: Members,
  choice: InvitationChoice,
  by: Caller,
): Promise<number> {
  const column = 'batchId' in choice ? 'batch_id' : 'invitation_id';
  const id = 'batchId' in choice ? choice.batchId : choice.invitationId;
  return members.database.transaction(async (transaction) => {
    const rows = await transaction.query(
      `update identity.invitations invitation set revoked_at = $2
       where ${column} = $1 and revoked_at is null and (redeemed_at is null or exists (
         select from identity.people person where person.person_id = invitation.person_id and state = 'joining'))
       returning redeemed_at`,
      [id, new Date(members.clock.now())],
    );
    if (rows.length === 0) return 0;
    await record(members, transaction, by, {
      action: 'invitations.revoked',
      subject: { kind: 'batchId' in choice ? 'invitation_batch' : 'invitation', id },
      details: { count: rows.length },
    });
    return rows.length;
  });
}
