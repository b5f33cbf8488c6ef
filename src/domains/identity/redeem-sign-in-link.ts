import type { Transaction } from '#infra/db';
import { identityErrors } from './errors.ts';
import { createSecret, hashSecret } from './secrets.ts';
import type { StaffRole } from './roles.ts';
import { sessionLifetimeMs, type IdentityStore, type Session } from './types.ts';

export interface OpenedSession extends Session {
  /** The cookie’s value. Kept nowhere else. */
  readonly token: string;
}

/**
 * Opens a session for the token of a sign-in link and uses the link up: of two who try, one gets in.
 *
 * @param alongside what else is done in the same transaction
 * @throws `identity.sign_in_link_invalid`
 */
export function redeemSignInLink(
  { database, clock }: IdentityStore,
  token: string,
  alongside: (transaction: Transaction, session: Session) => Promise<void> = async () => {},
): Promise<OpenedSession> {
  const now = new Date(clock.now());
  const expiresAt = new Date(now.getTime() + sessionLifetimeMs);
  return database.transaction(async (transaction) => {
    const [link] = await transaction.query<{ operator: string; role: StaffRole }>(
      `update identity.sign_in_links set redeemed_at = $2
       where token_hash = $1 and redeemed_at is null and expires_at > $2
       returning operator, role`,
      [hashSecret(token), now],
    );
    if (link === undefined) throw identityErrors('identity.sign_in_link_invalid');
    await transaction.query('delete from identity.sessions where expires_at < $1', [now]);
    const sessionToken = createSecret();
    await transaction.query(
      `insert into identity.sessions (session_hash, operator, role, created_at, last_seen_at, expires_at)
       values ($1, $2, $3, $4, $4, $5)`,
      [hashSecret(sessionToken), link.operator, link.role, now, expiresAt],
    );
    const session = { operator: link.operator, role: link.role, expiresAt };
    await alongside(transaction, session);
    return { ...session, token: sessionToken };
  });
}
