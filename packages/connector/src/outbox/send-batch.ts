import { ConnectorError } from '../errors.ts';
import type { HubClient, HubProblem, SendResult } from '../hub/create-hub-client.ts';
import type { Transaction } from '../inbox/types.ts';

export interface WaitingEvent {
  readonly position: string;
  readonly eventId: string;
  readonly json: string;
}

export interface SendBatchOptions {
  readonly client: HubClient;
  /** Events in one request. */
  readonly batchSize: number;
  /** Bytes in one request; a single event may be larger. */
  readonly batchBytesMax: number;
}

const readWaiting = `
select position::text as position, event_id as "eventId", event as json
  from interlock_outbox where refused_at is null order by interlock_outbox.position limit $1`;

const removeTaken = 'delete from interlock_outbox where position = any ($1::bigint[])';

const keepRefused = `
update interlock_outbox as waiting set refused_at = now(), problem = refused.problem::jsonb
  from unnest($1::bigint[], $2::text[]) as refused (position, problem)
 where waiting.position = refused.position`;

/**
 * Sends the oldest waiting events in one request and settles them: what the hub took is removed, what it will
 * never take stays as refused, with its reason. A crash in between sends them again, and the hub recognises them.
 *
 * @returns how many events were settled; 0 when none is waiting
 * @throws `connector.hub_unavailable`, `connector.hub_denied`; nothing is settled then
 */
export async function sendBatch(options: SendBatchOptions, connection: Transaction): Promise<number> {
  const { rows } = await connection.query<WaitingEvent>(readWaiting, [options.batchSize]);
  const batch = takeBytes(rows, options.batchBytesMax);
  if (batch.length === 0) return 0;
  const results = await sendOrHalve(options.client, batch);
  const sent = batch.slice(0, results.length);
  const taken = sent.filter((_event, index) => results[index]?.status !== 'refused');
  const refused = sent.flatMap((event, index) => {
    const result = results[index];
    return result?.status === 'refused' ? [{ position: event.position, problem: result.problem }] : [];
  });
  if (taken.length > 0) await connection.query(removeTaken, [taken.map((event) => event.position)]);
  if (refused.length > 0) {
    const problems = refused.map((event) => toJsonb(event.problem));
    await connection.query(keepRefused, [refused.map((event) => event.position), problems]);
  }
  return sent.length;
}

/**
 * The results of the events that were sent: all, or the first few. A request that the hub refuses as a whole
 * (too large, not readable) is tried with its first half, down to one event, which is then itself refused.
 */
async function sendOrHalve(client: HubClient, batch: readonly WaitingEvent[]): Promise<SendResult[]> {
  try {
    return await client.sendSerialised(batch);
  } catch (error) {
    if (!(error instanceof ConnectorError) || error.code !== 'connector.hub_refused_request') throw error;
    const [only] = batch;
    if (only !== undefined && batch.length === 1) {
      const problem = (error.extensions.problem ?? { detail: error.message }) as HubProblem;
      return [{ eventId: only.eventId, status: 'refused', problem }];
    }
    return sendOrHalve(client, batch.slice(0, Math.ceil(batch.length / 2)));
  }
}

function takeBytes(events: readonly WaitingEvent[], bytesMax: number): readonly WaitingEvent[] {
  let bytes = 0;
  const end = events.findIndex((event, index) => {
    bytes += Buffer.byteLength(event.json) + 1;
    return bytes > bytesMax && index > 0;
  });
  return end === -1 ? events : events.slice(0, end);
}

/** jsonb cannot hold U+0000, which a problem that quotes an event might. */
function toJsonb(problem: HubProblem): string {
  return JSON.stringify(problem).replaceAll('\\u0000', '\\ufffd');
}
