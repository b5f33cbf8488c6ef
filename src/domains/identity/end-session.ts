import { identityErrors } from './errors.ts';
import type { IdentityStore } from './types.ts';

/**
 * Ends a session of staff, whoever’s it is, on every hub at once; open consoles close.
 *
 * @param beforeCommit is told whose it was while that can still be recorded with what is done
 * @returns whose it was
 * @throws `identity.no_such_session`
 */
export async function endSession(
  { database }: Pick<IdentityStore, 'database'>,
  sessionId: string,
  beforeCommit: (operator: string) => void = () => {},
): Promise<string> {
  return database.transaction(async (transaction) => {
    const [ended] = await transaction.query<{ operator: string }>(
      'delete from identity.sessions where session_id::text = $1 returning operator',
      [sessionId],
    );
    if (ended === undefined) throw identityErrors('identity.no_such_session');
    beforeCommit(ended.operator);
    return ended.operator;
  });
}
