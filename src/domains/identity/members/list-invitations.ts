import type { Row } from '#infra/db';
import type { Tier } from '#kernel/tiers';
import type { MemberRole } from '../roles.ts';
import type { Members } from './types.ts';

export const invitationStates = ['open', 'redeemed', 'expired', 'revoked'] as const;
export type InvitationState = (typeof invitationStates)[number];

export interface Invitation {
  readonly invitationId: string;
  readonly batchId: string;
  readonly role: MemberRole;
  readonly tier: Tier | null;
  readonly note: string;
  readonly state: InvitationState;
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly expiresAt: Date;
  readonly personId: string | null;
}

export interface InvitationFilter {
  readonly state?: InvitationState;
  readonly tier?: Tier;
  readonly batchId?: string;
  /** Go on after this one, the last of the page before. */
  readonly after?: string;
}

interface InvitationRow extends Row {
  readonly invitation_id: string;
  readonly batch_id: string;
  readonly role: MemberRole;
  readonly tier: Tier | null;
  readonly note: string;
  readonly state: InvitationState;
  readonly created_at: Date;
  readonly created_by: string;
  readonly expires_at: Date;
  readonly person_id: string | null;
}

const statement = `
  with judged as (
    select *, case when redeemed_at is not null then 'redeemed'
                   when revoked_at is not null then 'revoked'
                   when expires_at <= $1 then 'expired' else 'open' end as state
    from identity.invitations
  )
  select invitation_id, batch_id, role, tier, note, state, created_at, created_by, expires_at, person_id
  from judged
  where ($2::text is null or state = $2) and ($3::text is null or tier = $3) and ($4::text is null or batch_id = $4)
    and ($5::text is null or (created_at, invitation_id) <
         (select created_at, invitation_id from identity.invitations where invitation_id = $5))
  order by created_at desc, invitation_id desc limit $6`;

/** Invitations, newest first, without their codes: nobody has those but whoever was given them. */
export async function listInvitations(
  { database, clock }: Pick<Members, 'database' | 'clock'>,
  { state, tier, batchId, after }: InvitationFilter = {},
  limit = 100,
): Promise<Invitation[]> {
  const now = new Date(clock.now());
  const rows = await database.query<InvitationRow>(statement, [
    now,
    state ?? null,
    tier ?? null,
    batchId ?? null,
    after ?? null,
    limit,
  ]);
  return rows.map((row) => ({
    invitationId: row.invitation_id,
    batchId: row.batch_id,
    role: row.role,
    tier: row.tier,
    note: database.texts.open(row.note, `invitation note ${row.batch_id}`),
    state: row.state,
    createdAt: row.created_at,
    createdBy: row.created_by,
    expiresAt: row.expires_at,
    personId: row.person_id,
  }));
}
