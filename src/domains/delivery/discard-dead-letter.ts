import type { Database } from '#infra/db';
import { getDeadLetter, requireOpen, type DeadLetter } from './dead-letters.ts';
import { parkedChannel } from './park-entries.ts';

/**
 * Gives a dead letter up for good; its lane goes on if it was held.
 *
 * @throws `delivery.dead_letter_not_found`, `delivery.dead_letter_settled`
 */
export async function discardDeadLetter(
  database: Database,
  id: number,
  options: { readonly by: string; readonly note: string },
): Promise<DeadLetter> {
  return database.transaction(async (transaction) => {
    const letter = await getDeadLetter(transaction, id);
    requireOpen(letter);
    await transaction.query(
      `update delivery.dead_letters
          set state = 'discarded', resolved_at = clock_timestamp(), resolved_by = $2, note = $3 where id = $1`,
      [id, options.by, transaction.texts.seal(options.note, `dead letter note ${letter.eventId}`)],
    );
    await transaction.query('select pg_notify($1, $2)', [parkedChannel, '']);
    return getDeadLetter(transaction, id);
  });
}
