import type { Database } from '#infra/db';

/** Notes what became of the webhook. */
export async function settleReceipt(
  database: Database,
  receipt: { readonly sourceId: string; readonly bodyDigest: Buffer },
  outcome: {
    readonly accepted: number;
    readonly refused: number;
    /** Code of the first refusal. */
    readonly errorCode: string | null;
  },
): Promise<void> {
  await database.query(
    `update webhooks.receipts
        set events_accepted = greatest(events_accepted, $3), events_refused = $4, error_code = $5
      where source_id = $1 and body_digest = $2`,
    [receipt.sourceId, receipt.bodyDigest, outcome.accepted, outcome.refused, outcome.errorCode],
  );
}
