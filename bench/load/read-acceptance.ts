import { readEntries } from '#events';
import type { Database } from '#infra/db';
import { eventIdOf } from './make-event.ts';

const pageSize = 10_000;

/**
 * When the hub accepted each event of a run, by number, in milliseconds since 1970 on the database’s clock.
 *
 * @param after position of the log before the run
 * @throws when one of them is not in the log
 */
export async function readAcceptance(
  hubDatabase: Database,
  after: number,
  runId: string,
  events: number,
): Promise<Float64Array> {
  const acceptedAt = new Map<string, number>();
  for (let position = after; ;) {
    const page = await readEntries(hubDatabase, { after: position, limit: pageSize });
    for (const { eventId, acceptedAtMs } of page) acceptedAt.set(eventId, acceptedAtMs);
    const last = page.at(-1);
    if (last === undefined) break;
    position = last.position;
  }
  return Float64Array.from({ length: events }, (_, number) => {
    const eventId = eventIdOf(runId, number);
    const moment = acceptedAt.get(eventId);
    if (moment === undefined) throw new Error(`${eventId} is not in the log`);
    return moment;
  });
}
