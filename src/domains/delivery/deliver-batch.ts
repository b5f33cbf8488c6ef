import type { PlatformAnswer, PlatformCall } from '#connectors';
import { traceBatch } from './trace-batch.ts';
import type { Batch } from './types.ts';

/** Sends one batch as one signed request. The events are serialised already; only the frame is put around them. */
export function deliverBatch(
  call: (call: PlatformCall) => Promise<PlatformAnswer>,
  batch: Batch,
): Promise<PlatformAnswer> {
  const events = batch.parcels.map(({ body }) => body).join(',');
  const body = `{"batchId":"${batch.id}","platform":"${batch.platform}","events":[${events}]}`;
  return traceBatch(batch, (headers) =>
    call({ path: '/interlock/events', messageId: batch.id, body, headers }).catch(
      (error: unknown): PlatformAnswer => ({
        kind: 'unreachable',
        reason: 'connection',
        message: error instanceof Error ? error.message : String(error),
        durationMs: 0,
        address: '',
      }),
    ),
  );
}
