import type { Row } from '#infra/db';
import type { StaffRole } from './roles.ts';
import { sessionIdleMsMax, type IdentityStore, type StaffSession } from './types.ts';

interface SessionRow extends Row {
  readonly session_id: string;
  readonly operator: string;
  readonly role: StaffRole;
  readonly created_at: Date;
  readonly last_seen_at: Date;
  readonly expires_at: Date;
}

/** Sessions of staff that still open something, the one that was used last first. */
export async function listSessions({ database, clock }: IdentityStore): Promise<StaffSession[]> {
  const nowMs = clock.now();
  const rows = await database.query<SessionRow>(
    `select session_id, operator, role, created_at, last_seen_at, expires_at from identity.sessions
     where expires_at > $1 and last_seen_at > $2 order by last_seen_at desc, session_id`,
    [new Date(nowMs), new Date(nowMs - sessionIdleMsMax)],
  );
  return rows.map((row) => ({
    sessionId: row.session_id,
    operator: row.operator,
    role: row.role,
    createdAt: row.created_at,
    lastSeenAt: row.last_seen_at,
    expiresAt: row.expires_at,
  }));
}
