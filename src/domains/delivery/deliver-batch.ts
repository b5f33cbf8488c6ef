import type { PlatformAnswer, PlatformCall } from '#connectors';
import { currentTraceparent, isTracing, withSpan } from '#infra/telemetry';
import type { Batch } from './types.ts';

/** Sends one batch as one signed request. The events are serialised already; only the frame is put around them. */
export function deliverBatch(
  call: (call: PlatformCall) => Promise<PlatformAnswer>,
  batch: Batch,
): Promise<PlatformAnswer> {
  const events = batch.parcels.map(({ body }) => body).join(',');
  const body = `{"batchId":"${batch.id}","platform":"${batch.platform}","events":[${events}]}`;
  return withSpan(
    'deliver batch',
    {
      kind: 'producer',
      links: tracesOf(batch),
      attributes: { 'interlock.platform': batch.platform, 'interlock.events': batch.parcels.length },
    },
    () =>
      call({ path: '/interlock/events', messageId: batch.id, body, ...traceHeaders() }).catch(
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

/** Lets the platform continue the trace. */
function traceHeaders(): { headers?: Record<string, string> } {
  const traceparent = currentTraceparent();
  return traceparent === undefined ? {} : { headers: { traceparent } };
}

const none: readonly string[] = [];

/** The journeys that this batch continues. */
function tracesOf({ parcels }: Batch): readonly string[] {
  if (!isTracing()) return none;
  return parcels.map(({ entry }) => entry.trace).filter((trace) => trace !== null);
}
