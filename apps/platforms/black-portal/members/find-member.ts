import type { Queryable } from '../../chassis/open-pool.ts';
import { portalProblem } from '../errors.ts';
import { readPortalProfiles } from './read-portal-profiles.ts';

/**
 * A member’s profile and how they like the screens.
 *
 * @throws `unknown_member`
 */
export async function findMember(queryable: Queryable, userId: string) {
  const [profile] = await readPortalProfiles(queryable, [userId]);
  if (profile === undefined) throw portalProblem('unknown_member', `${userId} is not a member.`);
  const { rows } = await queryable.query<{ name: string; value: unknown }>(
    'select name, value from portal.preferences where user_id = $1 order by name',
    [userId],
  );
  return { ...profile, preferences: Object.fromEntries(rows.map(({ name, value }) => [name, value])) };
}
