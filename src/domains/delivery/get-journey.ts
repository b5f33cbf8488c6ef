import type { LogEntry } from '#events';
import type { Queryable, TextSeal } from '#infra/db';
import { openError } from './sealed-error.ts';
import type { DeliveryError } from './types.ts';

export interface JourneyLeg {
  readonly platform: string;
  /**
   * `waiting`: not reached yet · `retrying`: failed, waits for its next attempt · `parked`: waits behind an earlier
   * event of its lane · `dead`: given up · `discarded`: given up for good by a person · `delivered`
   */
  readonly state: 'waiting' | 'retrying' | 'parked' | 'dead' | 'discarded' | 'delivered';
  readonly attempts: number;
  readonly batchId: string | null;
  readonly sentAt: Date | null;
  /** When the platform confirmed it. */
  readonly deliveredAt: Date | null;
  /** Milliseconds from acceptance to confirmation. */
  readonly latencyMs: number | null;
  readonly nextAttemptAt: Date | null;
  readonly lastError: DeliveryError | null;
  readonly deadLetterId: number | null;
}

interface LegRow extends Record<string, unknown> {
  readonly platform: string;
  readonly cursor: number | null;
  readonly parked_attempts: number | null;
  readonly next_attempt_at: Date | null;
  readonly parked_error: unknown;
  readonly batch_id: string | null;
  readonly sent_at: Date | null;
  readonly answered_at: Date | null;
  readonly dead_letter_id: number | null;
  readonly dead_state: string | null;
  readonly dead_attempts: number | null;
  readonly dead_error: unknown;
}

// Receipts of fresh events span little more than what one feed holds in memory.
const receiptSpan = 200_000;

/** What became of an event at each platform that must get it. */
export async function getJourney(target: Queryable, entry: LogEntry): Promise<JourneyLeg[]> {
  const rows = await target.query<LegRow>(
    `select wanted.platform, c.position::double precision as cursor,
            p.attempts as parked_attempts, p.next_attempt_at, p.last_error as parked_error,
            r.batch_id, r.sent_at, r.answered_at,
            d.id::double precision as dead_letter_id, d.state as dead_state, d.attempts as dead_attempts,
            d.error as dead_error
       from unnest($1::text[]) wanted (platform)
       left join delivery.cursors c on c.platform = wanted.platform and c.shard = $3
       left join delivery.parked p on p.platform = wanted.platform and p.position = $2
       left join lateral (select batch_id, sent_at, answered_at from delivery.receipts
                           where receipts.platform = wanted.platform
                             and first_position between $2::bigint - ${receiptSpan} and $2
                             and last_position >= $2 and $2 = any (positions)
                           order by answered_at desc limit 1) r on true
       left join lateral (select * from delivery.dead_letters
                           where dead_letters.platform = wanted.platform and position = $2
                           order by id desc limit 1) d on true`,
    [entry.targets, entry.position, entry.shard],
  );
  return rows.map((row) => toLeg(row, entry, target.texts));
}

function toLeg(row: LegRow, entry: LogEntry, texts: TextSeal): JourneyLeg {
  const state = stateOf(row, entry);
  return {
    platform: row.platform,
    state,
    attempts: row.parked_attempts ?? row.dead_attempts ?? (state === 'delivered' ? 1 : 0),
    batchId: row.batch_id,
    sentAt: row.sent_at,
    deliveredAt: row.answered_at,
    latencyMs: row.answered_at === null ? null : Math.max(0, row.answered_at.getTime() - entry.acceptedAtMs),
    nextAttemptAt: row.next_attempt_at,
    lastError: lastErrorOf(row, entry, state, texts),
    deadLetterId: row.dead_letter_id,
  };
}

function lastErrorOf(
  row: LegRow,
  entry: LogEntry,
  state: JourneyLeg['state'],
  texts: TextSeal,
): DeliveryError | null {
  if (row.parked_error !== null) return openError(row.parked_error, texts, `parked error ${entry.position}`);
  if (row.dead_error === null || (state !== 'dead' && state !== 'discarded')) return null;
  return openError(row.dead_error, texts, `dead letter error ${entry.eventId}`);
}

function stateOf(row: LegRow, entry: LogEntry): JourneyLeg['state'] {
  if (row.parked_attempts !== null) {
    return row.parked_error !== null || row.dead_state === 'retrying' ? 'retrying' : 'parked';
  }
  if (row.answered_at !== null || row.dead_state === 'replayed') return 'delivered';
  if (row.dead_state === 'open') return 'dead';
  if (row.dead_state === 'discarded') return 'discarded';
  return (row.cursor ?? 0) >= entry.position ? 'delivered' : 'waiting';
}
