import type { Row } from '#infra/db';
import { identityErrors } from './errors.ts';
import { withFacts } from './refusal-facts.ts';
import { hashSecret } from './secrets.ts';
import type { StaffRole } from './roles.ts';
import { sessionIdleMsMax, type IdentityStore, type Session } from './types.ts';

const touchAfterMs = 60_000;

interface SessionRow extends Row {
  readonly operator: string;
  readonly role: StaffRole;
  readonly last_seen_at: Date;
  readonly expires_at: Date;
}

/**
 * The session that a cookie’s value opens. Notes that it was used, at most once a minute.
 *
 * Reads the database every time, so that signing out takes effect at once, everywhere.
 *
 * @throws `identity.session_expired` when it is over, idle for too long, or never was
 */
export async function findSession({ database, clock }: IdentityStore, token: string): Promise<Session> {
  const nowMs = clock.now();
  const sessionHash = hashSecret(token);
  const [row] = await database.query<SessionRow>(
    'select operator, role, last_seen_at, expires_at from identity.sessions where session_hash = $1',
    [sessionHash],
  );
  if (row === undefined) throw identityErrors('identity.session_expired');
  const idleMs = nowMs - row.last_seen_at.getTime();
  if (row.expires_at.getTime() <= nowMs || idleMs >= sessionIdleMsMax) {
    await database.query('delete from identity.sessions where session_hash = $1', [sessionHash]);
    throw withFacts(identityErrors('identity.session_expired'), {
      actor: { kind: 'staff', id: row.operator },
    });
  }
  if (idleMs >= touchAfterMs) {
    await database.query('update identity.sessions set last_seen_at = $2 where session_hash = $1', [
      sessionHash,
      new Date(nowMs),
    ]);
  }
  return { operator: row.operator, role: row.role, expiresAt: row.expires_at };
}
