import type { EventLog } from '#events';
import { shardOf, laneOf } from '#events';
import type { Database } from '#infra/db';
import { getDeadLetter, requireOpen, type DeadLetter } from './dead-letters.ts';
import { deliveryErrors } from './errors.ts';
import { parkEntries } from './park-entries.ts';

export interface RetryOptions {
  /** The payload as a person corrected it; absent: as it was. */
  readonly payload?: Readonly<Record<string, unknown>> | undefined;
  /** Who decided. */
  readonly by: string;
}

/**
 * Sends a dead letter again, corrected if need be, in front of whatever else waits in its lane. It is `replayed` once
 * the platform takes it, and `open` again if not.
 *
 * @throws `delivery.dead_letter_not_found`, `delivery.dead_letter_settled`, `delivery.invalid_payload`
 */
export async function retryDeadLetter(
  database: Database,
  log: EventLog,
  id: number,
  options: RetryOptions,
): Promise<DeadLetter> {
  return database.transaction(async (transaction) => {
    const letter = await getDeadLetter(transaction, id);
    requireOpen(letter);
    const bodyOverride = options.payload === undefined ? null : correct(log, letter, options.payload);
    const source = String(letter.request['source']);
    const shard = shardOf(laneOf({ userId: letter.userId, source }));
    const entry = { position: letter.position, userId: letter.userId, source, shard };
    await parkEntries(transaction, [{ platform: letter.platform, entry, bodyOverride }]);
    await transaction.query(
      `update delivery.dead_letters
          set state = 'retrying', resolved_by = $2, body = coalesce($3, body) where id = $1`,
      [id, options.by, bodyOverride],
    );
    return getDeadLetter(transaction, id);
  });
}

function correct(log: EventLog, letter: DeadLetter, payload: Readonly<Record<string, unknown>>): string {
  const { event, error } = log.validate({ ...letter.request, payload });
  if (error !== undefined) {
    throw deliveryErrors('delivery.invalid_payload', { detail: error.message, cause: error });
  }
  if ((event.payload['userId'] ?? null) !== letter.userId) {
    throw deliveryErrors('delivery.invalid_payload', { detail: 'payload.userId cannot be changed.' });
  }
  return JSON.stringify(event);
}
