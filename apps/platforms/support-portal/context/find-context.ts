import type { Queryable } from '../../chassis/open-pool.ts';
import { readSupportProfiles } from '../people/read-support-profiles.ts';
import { listTickets } from '../tickets/list-tickets.ts';
import { listEmergencies } from '../emergencies/list-emergencies.ts';

// What a butler can take in at a glance.
const recentMax = 20;

/** What a butler has in mind of a person. Somebody whose profile has not come yet has no personality assigned. */
export async function findContext(queryable: Queryable, userId: string) {
  const [profile] = await readSupportProfiles(queryable, [userId]);
  const preferences = await queryable.query<{ name: string; value: unknown }>(
    'select name, value from support.preferences where user_id = $1 order by name',
    [userId],
  );
  return {
    userId,
    profile: profile ?? null,
    recentTrades: await recentEntries(queryable, userId, 'trade'),
    recentInteractions: await recentEntries(queryable, userId, 'interaction'),
    preferences: Object.fromEntries(preferences.rows.map(({ name, value }) => [name, value])),
    tickets: await listTickets(queryable, { userId, limit: recentMax }),
    emergencies: await listEmergencies(queryable, userId),
  };
}

/** Newest first. */
async function recentEntries(
  queryable: Queryable,
  userId: string,
  kind: 'trade' | 'interaction',
): Promise<object[]> {
  const { rows } = await queryable.query<{ arrival: number; execution_id: string | null; content: object }>(
    `select arrival::float8, execution_id, content
       from support.context_entries
      where user_id = $1 and kind = $2
      order by arrival desc
      limit ${recentMax}`,
    [userId, kind],
  );
  return rows.map((row) => ({
    arrival: row.arrival,
    ...(row.execution_id !== null && { executionId: row.execution_id }),
    ...row.content,
  }));
}
