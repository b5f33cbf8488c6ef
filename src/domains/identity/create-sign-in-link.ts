import { createSecret, hashSecret } from './secrets.ts';
import type { StaffRole } from './roles.ts';
import { toOperatorName } from './to-operator-name.ts';
import { signInLinkLifetimeMs, type IdentityStore } from './types.ts';

export interface SignInLink {
  readonly url: string;
  readonly expiresAt: Date;
}

/**
 * Makes a link that signs a member of staff in, once, within 15 minutes.
 *
 * @param operator name under which their deeds are recorded, as `toOperatorName` writes it
 * @param role what they may do
 * @throws `identity.operator_name_refused`
 */
export async function createSignInLink(
  { database, clock, publicUrl }: IdentityStore & { readonly publicUrl: string },
  operator: string,
  role: StaffRole = 'operator',
): Promise<SignInLink> {
  const name = toOperatorName(operator);
  const now = new Date(clock.now());
  const expiresAt = new Date(now.getTime() + signInLinkLifetimeMs);
  const token = createSecret();
  await database.transaction(async (transaction) => {
    await transaction.query('delete from identity.sign_in_links where expires_at < $1', [now]);
    await transaction.query(
      `insert into identity.sign_in_links (token_hash, operator, role, created_at, expires_at)
     values ($1, $2, $3, $4, $5)`,
      [hashSecret(token), name, role, now, expiresAt],
    );
  });
  return { url: `${publicUrl.replace(/\/+$/, '')}/sign-in?token=${token}`, expiresAt };
}
