import type { Webhooks } from './types.ts';

/** A genuine webhook that came in, once or more often. */
export interface WebhookReceipt {
  readonly sourceId: string;
  readonly messageId: string;
  readonly firstReceivedAt: string;
  readonly lastReceivedAt: string;
  /** How often the same body came. */
  readonly deliveries: number;
  /** `null`: not settled, the sender sends again. */
  readonly eventsAccepted: number | null;
  readonly eventsRefused: number | null;
  readonly errorCode: string | null;
}

export interface ReceiptSearch {
  readonly sourceId?: string | undefined;
  readonly limit: number;
}

interface ReceiptRow extends Record<string, unknown> {
  readonly source_id: string;
  readonly message_id: string;
  readonly first_received_at: Date;
  readonly last_received_at: Date;
  readonly deliveries: number;
  readonly events_accepted: number | null;
  readonly events_refused: number | null;
  readonly error_code: string | null;
}

/** The latest receipts, newest first. They are kept for 30 days. */
export async function listReceipts(
  { database }: Pick<Webhooks, 'database'>,
  { sourceId, limit }: ReceiptSearch,
): Promise<WebhookReceipt[]> {
  const rows = await database.query<ReceiptRow>(
    `select source_id, message_id, first_received_at, last_received_at, deliveries, events_accepted,
            events_refused, error_code
       from webhooks.receipts
      where $1::text is null or source_id = $1
      order by last_received_at desc limit $2`,
    [sourceId ?? null, limit],
  );
  return rows.map((row) => ({
    sourceId: row.source_id,
    messageId: row.message_id,
    firstReceivedAt: row.first_received_at.toISOString(),
    lastReceivedAt: row.last_received_at.toISOString(),
    deliveries: row.deliveries,
    eventsAccepted: row.events_accepted,
    eventsRefused: row.events_refused,
    errorCode: row.error_code,
  }));
}
