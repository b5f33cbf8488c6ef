import type { Queryable, TextSeal } from '#infra/db';
import { deliveryErrors } from './errors.ts';
import { openError } from './sealed-error.ts';
import type { DeliveryError } from './types.ts';

export type DeadLetterState = 'open' | 'retrying' | 'replayed' | 'discarded';

/** An event that a platform did not take, and everything known about why. */
export interface DeadLetter {
  readonly id: number;
  readonly platform: string;
  readonly eventId: string;
  readonly eventType: string;
  readonly userId: string | null;
  readonly diedAt: Date;
  readonly attempts: number;
  readonly state: DeadLetterState;
  /** Whether later events of the person wait until it is resolved. */
  readonly holdsLane: boolean;
  readonly error: DeliveryError;
  /** The event as it was sent. */
  readonly request: Readonly<Record<string, unknown>>;
  readonly position: number;
  readonly resolvedAt: Date | null;
  readonly resolvedBy: string | null;
  readonly note: string | null;
}

export interface DeadLetterSelection {
  readonly platform?: string | undefined;
  readonly eventType?: string | undefined;
  readonly userId?: string | undefined;
  readonly state?: DeadLetterState | undefined;
}

interface DeadLetterRow extends Record<string, unknown> {
  readonly id: number;
  readonly platform: string;
  readonly event_id: string;
  readonly event_type: string;
  readonly user_id: string | null;
  readonly died_at: Date;
  readonly attempts: number;
  readonly state: DeadLetterState;
  readonly holds_lane: boolean;
  readonly error: unknown;
  readonly body: string;
  readonly position: number;
  readonly resolved_at: Date | null;
  readonly resolved_by: string | null;
  readonly note: string | null;
}

const columns = `id::double precision as id, platform, event_id, event_type, user_id, died_at, attempts, state,
  holds_lane, error, body, position::double precision as position, resolved_at, resolved_by, note`;

/** Dead letters, newest first. */
export async function listDeadLetters(
  target: Queryable,
  selection: DeadLetterSelection,
  page: { readonly before?: number | undefined; readonly limit: number },
): Promise<DeadLetter[]> {
  const rows = await target.query<DeadLetterRow>(
    `select ${columns} from delivery.dead_letters
      where ($1::text is null or platform = $1) and ($2::text is null or event_type = $2)
        and ($3::text is null or user_id = $3) and ($4::text is null or state = $4)
        and id < $5
      order by dead_letters.id desc limit $6`,
    [
      selection.platform ?? null,
      selection.eventType ?? null,
      selection.userId ?? null,
      selection.state ?? null,
      page.before ?? Number.MAX_SAFE_INTEGER,
      page.limit,
    ],
  );
  return rows.map((row) => toDeadLetter(row, target.texts));
}

/** @throws `delivery.dead_letter_not_found` */
export async function getDeadLetter(target: Queryable, id: number): Promise<DeadLetter> {
  const [row] = await target.query<DeadLetterRow>(
    `select ${columns} from delivery.dead_letters where id = $1 for update`,
    [id],
  );
  if (row === undefined) {
    throw deliveryErrors('delivery.dead_letter_not_found', { detail: `No dead letter has the id ${id}.` });
  }
  return toDeadLetter(row, target.texts);
}

/** How many are open, by platform. */
export async function countDeadLetters(target: Queryable): Promise<ReadonlyMap<string, number>> {
  const rows = await target.query<{ platform: string; count: number }>(
    `select platform, count(*)::integer as count from delivery.dead_letters where state = 'open' group by platform`,
  );
  return new Map(rows.map(({ platform, count }) => [platform, count]));
}

/** @throws `delivery.dead_letter_settled` */
export function requireOpen({ id, state }: DeadLetter): void {
  if (state === 'open') return;
  throw deliveryErrors('delivery.dead_letter_settled', { detail: `Dead letter ${id} is ${state}.` });
}

function toDeadLetter(row: DeadLetterRow, texts: TextSeal): DeadLetter {
  return {
    id: row.id,
    platform: row.platform,
    eventId: row.event_id,
    eventType: row.event_type,
    userId: row.user_id,
    diedAt: row.died_at,
    attempts: row.attempts,
    state: row.state,
    holdsLane: row.holds_lane,
    error: openError(row.error, texts, `dead letter error ${row.event_id}`),
    request: JSON.parse(texts.open(row.body, `dead letter ${row.event_id}`)) as Record<string, unknown>,
    position: row.position,
    resolvedAt: row.resolved_at,
    resolvedBy: row.resolved_by,
    note: row.note === null ? null : texts.open(row.note, `dead letter note ${row.event_id}`),
  };
}
