import type { Queryable } from '../../chassis/open-pool.ts';

interface RequestRow {
  request_id: string;
  tier: string;
  service: string;
  details: string;
  opened_at: Date;
}

/** What a pseudonym asked for, newest first. */
export async function listRequests(queryable: Queryable, pseudonym: string) {
  const { rows } = await queryable.query<RequestRow>(
    `select request_id, tier, service, details, opened_at
       from support.anonymous_requests where pseudonym = $1 order by opened_at desc limit 100`,
    [pseudonym],
  );
  return rows.map((row) => ({
    requestId: row.request_id,
    tier: row.tier,
    service: row.service,
    details: row.details,
    openedAt: row.opened_at,
  }));
}
