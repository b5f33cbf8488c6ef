import type { Queryable } from '../../chassis/open-pool.ts';

interface TicketRow {
  ticket_id: string;
  user_id: string;
  service: string;
  details: string;
  opened_at: Date;
}

/** Open tickets, newest first; of one person or of all. */
export async function listTickets(
  queryable: Queryable,
  filter: { readonly userId: string | undefined; readonly limit: number },
) {
  const { rows } = await queryable.query<TicketRow>(
    `select ticket_id, user_id, service, details, opened_at
       from support.tickets
      where closed_at is null and ($1::text is null or user_id = $1)
      order by opened_at desc
      limit $2`,
    [filter.userId, filter.limit],
  );
  return rows.map((row) => ({
    ticketId: row.ticket_id,
    userId: row.user_id,
    service: row.service,
    details: row.details,
    openedAt: row.opened_at,
  }));
}
