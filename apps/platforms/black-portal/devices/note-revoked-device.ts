import { EventRejected, type PlatformEvent } from '@interlock/connector';
import type { Queryable } from '../../chassis/open-pool.ts';
import { textOf } from '../../chassis/read-event.ts';

/**
 * Remembers that a device was put out, so that tokens which were issued to it before open nothing here. Tokens last
 * for minutes; what is older than a day needs not be remembered any more.
 *
 * @throws {EventRejected} `not_the_hub` when somebody else says it, `device_missing` when the event names none
 */
export async function noteRevokedDevice(transaction: Queryable, event: PlatformEvent): Promise<void> {
  // Whoever may send events must not be able to shut members out.
  if (event.source !== 'hub') throw new EventRejected('not_the_hub', 'Only the hub says this.');
  const deviceId = textOf(event, 'deviceId');
  if (deviceId === undefined) throw new EventRejected('device_missing', 'The event names no deviceId.');
  await transaction.query(
    'insert into portal.revoked_devices (device_id, user_id) values ($1, $2) on conflict do nothing',
    [deviceId, textOf(event, 'personId') ?? event.payload.userId ?? ''],
  );
  await transaction.query(`delete from portal.revoked_devices where noted_at < now() - interval '1 day'`);
}
