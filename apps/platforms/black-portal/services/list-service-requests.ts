import type { Queryable } from '../../chassis/open-pool.ts';

interface ServiceRequestRow {
  event_id: string;
  anonymous_id: string;
  service: string;
  details: string;
  requested_at: Date;
}

/** What members ask for, newest first, without a word on who they are. */
export async function listServiceRequests(queryable: Queryable, limit: number) {
  const { rows } = await queryable.query<ServiceRequestRow>(
    `select event_id, anonymous_id, service, details, requested_at
       from portal.service_requests
      order by requested_at desc
      limit $1`,
    [limit],
  );
  return rows.map((row) => ({
    requestId: row.event_id,
    anonymousId: row.anonymous_id,
    service: row.service,
    details: row.details,
    requestedAt: row.requested_at,
  }));
}
