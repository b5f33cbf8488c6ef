import type { Queryable } from '../../chassis/open-pool.ts';
import { supportProblem } from '../errors.ts';

/**
 * The concierge has done it.
 *
 * @throws `unknown_ticket` when there is none, or it is closed
 */
export async function closeTicket(queryable: Queryable, ticketId: string, closedAt: Date): Promise<void> {
  const { rowCount } = await queryable.query(
    'update support.tickets set closed_at = $2 where ticket_id = $1 and closed_at is null',
    [ticketId, closedAt],
  );
  if (rowCount === 0) throw supportProblem('unknown_ticket', `No open ticket has the id ${ticketId}.`);
}
