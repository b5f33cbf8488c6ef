import { appendWithin } from '#events';
import type { Transaction } from '#infra/db';
import type { DevicePutOut } from './put-devices-out.ts';
import type { Members } from './types.ts';

/** Tells every platform not to take the devices’ tokens any more. The last in its transaction: it takes the log’s lock. */
export async function tellDevicesRevoked(
  { clock, log }: Members,
  transaction: Transaction,
  personId: string,
  devices: readonly DevicePutOut[],
): Promise<void> {
  const timestamp = new Date(clock.now()).toISOString();
  await appendWithin(
    log,
    transaction,
    devices.map(({ device_id: deviceId, key_thumbprint: keyThumbprint }) => ({
      eventId: `device_revoked:${deviceId}`,
      timestamp,
      source: 'hub',
      eventType: 'device_revoked',
      payload: { userId: personId, deviceId, keyThumbprint },
    })),
  );
}
