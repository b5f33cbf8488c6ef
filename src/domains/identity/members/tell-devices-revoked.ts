import { appendWithin, hubSource } from '#events';
import type { Transaction } from '#infra/db';
import { uuidv7 } from '#kernel/ids';
import type { DevicePutOut } from './put-devices-out.ts';
import type { Members } from './types.ts';

/**
 * Tells every platform not to take the devices’ tokens any more. Each event has a lane of its own: what else fails for the
 * person keeps no device in. The last in its transaction: it takes the log’s lock.
 */
export async function tellDevicesRevoked(
  { clock, log }: Members,
  transaction: Transaction,
  personId: string,
  devices: readonly DevicePutOut[],
): Promise<void> {
  const nowMs = clock.now();
  const timestamp = new Date(nowMs).toISOString();
  await appendWithin(
    log,
    transaction,
    devices.map(({ device_id: deviceId, key_thumbprint: keyThumbprint }) => ({
      eventId: uuidv7(nowMs),
      timestamp,
      source: hubSource,
      eventType: 'device_revoked',
      payload: { personId, deviceId, keyThumbprint },
    })),
  );
}
