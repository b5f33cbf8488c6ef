import type { Transaction } from '#infra/db';
import { putDevicesOut } from './put-devices-out.ts';
import { tellDevicesRevoked } from './tell-devices-revoked.ts';
import type { Members } from './types.ts';

/** Puts all devices of a person out, but `except`, in a transaction that ends with this: it takes the log’s lock. */
export async function revokeAllDevices(
  members: Members,
  transaction: Transaction,
  personId: string,
  because: string,
  except: string | null = null,
): Promise<void> {
  const devices = await putDevicesOut(members, transaction, personId, because, { except });
  await tellDevicesRevoked(members, transaction, personId, devices);
}
