import { hashSecret } from './secrets.ts';
import type { IdentityStore } from './types.ts';

/** Ends a session, on every hub at once. */
export async function signOut({ database }: IdentityStore, token: string): Promise<void> {
  await database.query('delete from identity.sessions where session_hash = $1', [hashSecret(token)]);
}
