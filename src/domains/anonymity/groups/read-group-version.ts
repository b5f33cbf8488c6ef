import type { Anonymity, Tier } from '../types.ts';

/** The version of a group, without its members. */
export async function readGroupVersion(
  { database }: Pick<Anonymity, 'database'>,
  tier: Tier,
): Promise<string> {
  const [group] = await database.query<{ version: string }>(
    'select version::text from anonymity.groups where tier = $1',
    [tier],
  );
  return group?.version ?? '0';
}
