import type { RegistrationResponseJSON, VerifiedRegistrationResponse } from '@simplewebauthn/server';
import { encryptFor } from '#infra/crypto';
import { sqlState, type Transaction } from '#infra/db';
import { uuidv7 } from '#kernel/ids';
import { identityErrors } from '../errors.ts';
import { countDevices } from './count-devices.ts';
import type { JudgedPasskey } from './judge-passkey.ts';
import { openMemberSession, type OpenedMemberSession } from './open-member-session.ts';
import { personKey } from './person-key.ts';
import { record } from './record.ts';
import type { RegistrationReason } from './start-registration.ts';
import type { Caller, Members, PersonRow } from './types.ts';
import { lockPerson } from './lock-person.ts';
import { policyFor } from './policy-for.ts';
import { revokeAllDevices } from './revoke-all-devices.ts';

export interface RegistrationAnswer {
  readonly registrationId: string;
  /** Of the proof that came with the request: the same key as at the beginning. */
  readonly keyThumbprint: string;
  readonly response: RegistrationResponseJSON;
  /** What the person calls the device. */
  readonly deviceName: string;
}

export interface NewPasskey extends RegistrationAnswer, JudgedPasskey {
  readonly info: NonNullable<VerifiedRegistrationResponse['registrationInfo']>;
  readonly reason: RegistrationReason;
}

export interface StoredPasskey {
  readonly personId: string;
  /** Absent for a second key, which belongs to no device. */
  readonly session: OpenedMemberSession | null;
}

/** Keeps a passkey that was verified, with its device and its first session, and puts the lost devices out in a recovery. */
export async function storePasskey(
  members: Members,
  personId: string,
  passkey: NewPasskey,
  by: Caller,
  joining: (transaction: Transaction) => Promise<void> = async () => {},
): Promise<StoredPasskey> {
  const name = await encryptFor(members.envelopes, personKey(personId), 'devices.name', passkey.deviceName);
  try {
    return await members.database.transaction(async (transaction) => {
      const person = await lockPerson(transaction, personId);
      // Whoever was suspended or erased meanwhile, and whose joining was withdrawn.
      if (person.state !== (passkey.reason === 'joined' ? 'joining' : 'active')) {
        throw identityErrors('identity.registration_not_valid');
      }
      await finish(members, transaction, passkey.registrationId);
      const deviceId =
        passkey.reason === 'second_key'
          ? null
          : await insertDevice(members, transaction, person, passkey, name);
      await insertPasskey(members, transaction, personId, deviceId, passkey);
      const session =
        deviceId === null ? null : await openMemberSession(members, transaction, personId, deviceId);
      await record(members, transaction, by, {
        action: 'passkey.registered',
        personId,
        details: {
          reason: passkey.reason,
          deviceId,
          aaguid: passkey.info.aaguid,
          attested: passkey.attested,
        },
      });
      await joining(transaction);
      // Last, because it takes the log’s lock.
      if (passkey.reason === 'recovered') {
        await revokeAllDevices(members, transaction, personId, 'recovered', deviceId);
      }
      return { personId, session };
    });
  } catch (cause) {
    // Two people at the same moment with the same device key, or the same credential.
    if (sqlState(cause) === '23505') throw identityErrors('identity.device_taken', { cause });
    throw cause;
  }
}

async function finish({ clock }: Members, transaction: Transaction, registrationId: string): Promise<void> {
  const rows = await transaction.query(
    `update identity.registrations set finished_at = $2
     where registration_id = $1 and finished_at is null returning 1`,
    [registrationId, new Date(clock.now())],
  );
  if (rows.length === 0) throw identityErrors('identity.registration_not_valid');
}

async function insertDevice(
  { clock, settings }: Members,
  transaction: Transaction,
  person: PersonRow,
  passkey: NewPasskey,
  name: Buffer,
): Promise<string> {
  const { devicesMax } = policyFor(settings.policy, person.tier);
  // In a recovery every other device goes, so there is always room.
  if (passkey.reason !== 'recovered' && (await countDevices(transaction, person.person_id)) >= devicesMax) {
    throw identityErrors('identity.too_many_devices', {
      detail: `The tier allows ${devicesMax} devices.`,
      extensions: { devicesMax },
    });
  }
  const now = new Date(clock.now());
  const deviceId = uuidv7(now.getTime());
  await transaction.query(
    `insert into identity.devices (device_id, person_id, key_thumbprint, name, created_at, last_seen_at)
     values ($1, $2, $3, $4, $5, $5)`,
    [deviceId, person.person_id, passkey.keyThumbprint, name, now],
  );
  return deviceId;
}

async function insertPasskey(
  { clock }: Members,
  transaction: Transaction,
  personId: string,
  deviceId: string | null,
  { info, backupEligible, attested }: NewPasskey,
): Promise<void> {
  const { credential } = info;
  await transaction.query(
    `insert into identity.passkeys
       (credential_id, person_id, device_id, public_key, sign_count, aaguid, transports, backup_eligible,
        attestation_format, attestation, attested, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      Buffer.from(credential.id, 'base64url'),
      personId,
      deviceId,
      Buffer.from(credential.publicKey),
      credential.counter,
      info.aaguid,
      credential.transports ?? [],
      backupEligible,
      info.fmt,
      Buffer.from(info.attestationObject),
      attested,
      new Date(clock.now()),
    ],
  );
}
