import { createHash } from 'node:crypto';
import type { Database } from '#infra/db';

/**
 * Notes that a genuine webhook came in.
 *
 * @returns the id under which this body first came in; the events are named after it, so that a body that comes
 *   again under another, unsigned id gives the same events
 */
export async function recordReceipt(
  database: Database,
  receipt: { readonly sourceId: string; readonly messageId: string | null; readonly rawBody: Buffer },
): Promise<{ readonly messageId: string; readonly bodyDigest: Buffer }> {
  const bodyDigest = createHash('sha256').update(receipt.rawBody).digest();
  const messageId = receipt.messageId ?? bodyDigest.toString('hex');
  const [row] = await database.query<{ message_id: string }>(
    `insert into webhooks.receipts as receipt (source_id, body_digest, message_id) values ($1, $2, $3)
     on conflict (source_id, body_digest) do update
        set deliveries = receipt.deliveries + 1, last_received_at = now()
     returning message_id`,
    [receipt.sourceId, bodyDigest, messageId],
  );
  return { messageId: row?.message_id ?? messageId, bodyDigest };
}
