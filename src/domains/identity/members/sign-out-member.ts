import { record } from './record.ts';
import type { Caller, Members } from './types.ts';

/** Ends the session of a device. The device stays registered. */
export async function signOutMember(members: Members, deviceId: string, by: Caller): Promise<void> {
  await members.database.transaction(async (transaction) => {
    await transaction.query('delete from identity.member_sessions where device_id = $1', [deviceId]);
    await record(members, transaction, by, {
      action: 'member.signed_out',
      personId: by.id,
      details: { deviceId },
    });
  });
}
