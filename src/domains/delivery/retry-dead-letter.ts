import type { EventLog } from '#events';
import { laneOf, readEntriesAt, shardOf } from '#events';
import type { Database } from '#infra/db';
import type { InterlockError } from '#kernel/errors';
import { getDeadLetter, requireOpen, type DeadLetter } from './dead-letters.ts';
import { deliveryErrors } from './errors.ts';
import { parkEntries } from './park-entries.ts';
import { requirePlatform } from './require-platform.ts';

export interface RetryOptions {
  /** The payload as a person corrected it; absent: as it was. */
  readonly payload?: Readonly<Record<string, unknown>> | undefined;
  /** Who decided. */
  readonly by: string;
  /** Told what is sent, and what was, while that can still be recorded with what is done. */
  readonly beforeCommit?: (sent: SentAgain) => void;
}

export interface SentAgain {
  readonly isCorrected: boolean;
  /** The payloads as JSON. */
  readonly before: string;
  readonly after: string;
}

/**
 * Sends a dead letter again, corrected if need be, in front of whatever else waits in its lane. It is `replayed` once
 * the platform takes it, and `open` again if not; a correction stays with it either way.
 *
 * @throws `delivery.dead_letter_not_found`, `delivery.dead_letter_settled`, `delivery.unknown_platform`,
 *   `delivery.event_gone`, `delivery.invalid_payload`
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
    requirePlatform(log, letter.platform);
    const [inLog] = await readEntriesAt(transaction, [letter.position]);
    if (inLog === undefined) throw deliveryErrors('delivery.event_gone');
    const request = options.payload === undefined ? letter.request : correct(log, letter, options.payload);
    const body = JSON.stringify(request);
    const source = String(letter.request['source']);
    const { position, userId, eventId } = letter;
    const shard = shardOf(laneOf({ userId, source, eventId }));
    const entry = { position, userId, eventId, source, shard };
    await parkEntries(transaction, [{ platform: letter.platform, entry, bodyOverride: body }]);
    await transaction.query(
      `update delivery.dead_letters set state = 'retrying', resolved_by = $2, body = $3 where id = $1`,
      [id, options.by, transaction.texts.seal(body, `dead letter ${letter.eventId}`)],
    );
    const [before, after] = [letter.request, request].map(({ payload }) => JSON.stringify(payload));
    options.beforeCommit?.({ isCorrected: before !== after, before: before ?? '', after: after ?? '' });
    return getDeadLetter(transaction, id);
  });
}

/** The letter’s event with another payload, which must fit the event type. */
function correct(
  log: EventLog,
  letter: DeadLetter,
  payload: Readonly<Record<string, unknown>>,
): DeadLetter['request'] {
  const error = judgePayload(log, letter, payload);
  if (error !== undefined) {
    throw deliveryErrors('delivery.invalid_payload', { detail: error.message, cause: error });
  }
  if ((payload['userId'] ?? null) !== letter.userId) {
    throw deliveryErrors('delivery.invalid_payload', { detail: 'payload.userId cannot be changed.' });
  }
  return { ...letter.request, payload };
}

/** Reported when all before is well, the payload included if the type has a schema. */
const fitting: ReadonlySet<string> = new Set(['events.unknown_type', 'events.only_the_hub']);

/**
 * The event was accepted once and only its payload is new, so the payload alone is judged: in an envelope that is
 * good today, whatever became of the original’s. Its source may be the hub itself, for which nobody may speak, or be
 * gone; its moment may lie too far back by now.
 */
function judgePayload(
  log: EventLog,
  { platform, request }: DeadLetter,
  payload: Readonly<Record<string, unknown>>,
): InterlockError | undefined {
  const timestamp = new Date(log.clock.now()).toISOString();
  const { error } = log.validate({ ...request, source: platform, timestamp, requiresSync: [], payload });
  // A type outside the catalogue has no schema, and its sender was allowed to use it; what only the hub may say it said.
  return error !== undefined && fitting.has(error.code) ? undefined : error;
}
