import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server';
import type { AskingDevice } from './lock-asking-device.ts';
import { requireDeviceInUse } from './require-device-in-use.ts';
import { startSignIn, type ConfirmationPurpose } from './start-sign-in.ts';
import type { Members } from './types.ts';

/**
 * A challenge by which a person who is signed in shows that it is them, for one purpose. It names the passkeys of their devices:
 * with a second key plugged in beside, a browser would not know whom to ask.
 *
 * @throws `identity.session_expired`
 */
export async function startConfirmation(
  members: Members,
  { personId, deviceId }: AskingDevice,
  purpose: ConfirmationPurpose,
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const keyThumbprint = await requireDeviceInUse(members.database, personId, deviceId);
  const passkeys = await members.database.query<{ credential_id: Buffer; transports: string[] }>(
    `select credential_id, transports from identity.passkeys
     where person_id = $1 and device_id is not null and revoked_at is null`,
    [personId],
  );
  const allowed = passkeys.map(({ credential_id, transports }) => ({
    id: credential_id.toString('base64url'),
    transports,
  }));
  return startSignIn(members, keyThumbprint, purpose, allowed);
}
