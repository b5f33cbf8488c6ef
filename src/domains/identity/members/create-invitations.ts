import { uuidv7 } from '#kernel/ids';
import type { Tier } from '#kernel/tiers';
import type { DurationMs } from '#kernel/time';
import { identityErrors } from '../errors.ts';
import type { MemberRole } from '../roles.ts';
import { createCode, hashCode } from './invitation-code.ts';
import { record } from './record.ts';
import type { Caller, Members } from './types.ts';

export interface InvitationRequest {
  /** `member` when absent. */
  readonly role?: MemberRole;
  /** Needed for members; other roles have none. */
  readonly tier?: Tier | null;
  /** How many; 1 when absent, at most 10,000. */
  readonly count?: number;
  /** Good for this long; 14 days when absent, at most a year. */
  readonly lifetimeMs?: DurationMs;
  /** For whoever reads the list later. */
  readonly note?: string;
}

export interface InvitationBatch {
  readonly batchId: string;
  readonly expiresAt: Date;
  /** The only time the codes are seen. */
  readonly invitations: readonly { readonly invitationId: string; readonly code: string }[];
}

const dayMs = 24 * 3_600_000;
export const invitationLifetimeMs: DurationMs = 14 * dayMs;
export const invitationLifetimeMsMax: DurationMs = 366 * dayMs;
export const invitationsMax = 10_000;

/**
 * Makes invitations, all alike. Only hashes of the codes are stored.
 *
 * @throws `identity.invitation_without_tier` when a member’s tier is missing, or another role is given one
 */
export async function createInvitations(
  members: Members,
  request: InvitationRequest,
  by: Caller,
): Promise<InvitationBatch> {
  const { role = 'member', tier = null, count = 1, lifetimeMs = invitationLifetimeMs, note = '' } = request;
  if ((role === 'member') !== (tier !== null)) throw identityErrors('identity.invitation_without_tier');
  const now = new Date(members.clock.now());
  const expiresAt = new Date(now.getTime() + lifetimeMs);
  const batchId = uuidv7(now.getTime());
  const invitations = Array.from({ length: count }, () => ({
    invitationId: uuidv7(now.getTime()),
    code: createCode(),
  }));
  await members.database.transaction(async (transaction) => {
    await transaction.query(
      `insert into identity.invitations
         (invitation_id, code_hash, role, tier, batch_id, note, created_at, created_by, expires_at)
       select id, hash, $3, $4, $5, $6, $7, $8, $9 from unnest($1::text[], $2::bytea[]) made (id, hash)`,
      [
        invitations.map(({ invitationId }) => invitationId),
        invitations.map(({ code }) => hashCode(code)),
        role,
        tier,
        batchId,
        note === '' ? '' : transaction.texts.seal(note, `invitation note ${batchId}`),
        now,
        by.id,
        expiresAt,
      ],
    );
    await record(members, transaction, by, {
      action: 'invitations.created',
      subject: { kind: 'invitation_batch', id: batchId },
      details: { role, tier, count, expiresAt: expiresAt.toISOString() },
    });
  });
  return { batchId, expiresAt, invitations };
}
