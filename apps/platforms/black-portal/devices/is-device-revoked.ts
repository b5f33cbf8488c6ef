import type { Queryable } from '../../chassis/open-pool.ts';

/** Whether the hub said that a device is out. Asked on every request: out must mean out at once. */
export async function isDeviceRevoked(queryable: Queryable, deviceId: string): Promise<boolean> {
  const { rowCount } = await queryable.query('select from portal.revoked_devices where device_id = $1', [
    deviceId,
  ]);
  return rowCount === 1;
}
