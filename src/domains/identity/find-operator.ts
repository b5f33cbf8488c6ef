import type { Database } from '#infra/db';
import { hashSecret } from './secrets.ts';

/** Whose session a cookie’s value opens, whether or not it is over. Does not count as a use of it. */
export async function findOperator(
  { query }: Pick<Database, 'query'>,
  token: string,
): Promise<string | undefined> {
  const [session] = await query<{ operator: string }>(
    'select operator from identity.sessions where session_hash = $1',
    [hashSecret(token)],
  );
  return session?.operator;
}
