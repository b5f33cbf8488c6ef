import type { RegistrationResponseJSON, VerifiedRegistrationResponse } from '@simplewebauthn/server';
import { encryptFor } from '#infra/crypto';
import { sqlState, type Transaction } from '#infra/db';
import { uuidv7 } from '#kernel/ids';
import { identityErrors } from '../errors.ts';
import type { JudgedPasskey } from './judge-passkey.ts';
import { openMemberSession, type OpenedMemberSession } from './open-member-session.ts';
import { personKey } from './person-key.ts';
import { record } from './record.ts';
import type { RegistrationReason } from './start-registration.ts';
import type { Caller, Members, PersonRow } from './types.ts';
import { lockPerson } from './lock-person.ts';
import { requireFreePlace } from './require-free-place.ts';
import { requireFreeSecondKey } from './require-free-second-key.ts';
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
  /** The device that asked for it, when there was one. */
  readonly begunOn: string | null;
  /** The second key that a recovery began with. */
  readonly begunWith: Buffer | null;
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
  const { reason } = passkey;
  const name = await sealName(members, personId, passkey);
  try {
    return await members.database.transaction(async (transaction) => {
      const person = await lockPerson(transaction, personId);
      // Whoever was suspended or erased meanwhile, and whose joining was withdrawn.
      if (person.state !== (reason === 'joined' ? 'joining' : 'active')) {
        throw identityErrors('identity.registration_not_valid');
      }
      await finish(members, transaction, passkey.registrationId);
      const deviceId = await deviceFor(members, transaction, person, passkey, name);
      await insertPasskey(members, transaction, personId, deviceId, passkey, name);
      const session =
        deviceId === null ? null : await openMemberSession(members, transaction, personId, deviceId);
      const { attested, info } = passkey;
      await record(members, transaction, by, {
        action: 'passkey.registered',
        personId,
        details: { reason, deviceId, aaguid: info.aaguid, attested, registeredOn: passkey.begunOn },
      });
      await joining(transaction);
      // Last, because it takes the log’s lock.
      if (reason === 'recovered' && deviceId !== null) {
        await bindToDevice(transaction, passkey, deviceId);
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

/** Sealed for what it stands with. */
function sealName(
  { envelopes }: Members,
  personId: string,
  { reason, deviceName }: NewPasskey,
): Promise<Buffer> {
  const place = reason === 'second_key' ? 'passkeys.name' : 'devices.name';
  return encryptFor(envelopes, personKey(personId), place, deviceName);
}

/** The device that the passkey belongs to: a new one, the same one, or none. */
async function deviceFor(
  members: Members,
  transaction: Transaction,
  person: PersonRow,
  passkey: NewPasskey,
  name: Buffer,
): Promise<string | null> {
  const { reason, begunOn } = passkey;
  if (reason === 'second_key') {
    await requireFreeSecondKey(transaction, person.person_id);
    return null;
  }
  if (reason !== 'replaced' || begunOn === null)
    return insertDevice(members, transaction, person, passkey, name);
  await transaction.query(
    'update identity.passkeys set revoked_at = $2 where device_id = $1 and revoked_at is null',
    [begunOn, new Date(members.clock.now())],
  );
  return begunOn;
}

/** The second key that somebody recovered with stays good, and goes with the new device from now on. */
async function bindToDevice(
  transaction: Transaction,
  { begunWith }: NewPasskey,
  deviceId: string,
): Promise<void> {
  if (begunWith === null) return;
  await transaction.query(
    'update identity.passkeys set registered_on = $2 where credential_id = $1 and revoked_at is null',
    [begunWith, deviceId],
  );
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
  members: Members,
  transaction: Transaction,
  person: PersonRow,
  { reason, keyThumbprint }: NewPasskey,
  name: Buffer,
): Promise<string> {
  // In a recovery every other device goes, so there is always room.
  if (reason !== 'recovered') await requireFreePlace(members, transaction, person);
  const now = new Date(members.clock.now());
  const deviceId = uuidv7(now.getTime());
  await transaction.query(
    `insert into identity.devices (device_id, person_id, key_thumbprint, name, created_at, last_seen_at)
     values ($1, $2, $3, $4, $5, $5)`,
    [deviceId, person.person_id, keyThumbprint, name, now],
  );
  return deviceId;
}

async function insertPasskey(
  { clock }: Members,
  transaction: Transaction,
  personId: string,
  deviceId: string | null,
  { info, backupEligible, attested, begunOn }: NewPasskey,
  name: Buffer,
): Promise<void> {
  const { credential } = info;
  const now = new Date(clock.now());
  const isSecondKey = deviceId === null;
  await transaction.query(
    `insert into identity.passkeys
       (credential_id, person_id, device_id, public_key, sign_count, aaguid, transports, backup_eligible,
        attestation_format, attestation, attested, created_at, second_key_id, registered_on, name)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
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
      now,
      isSecondKey ? uuidv7(now.getTime()) : null,
      isSecondKey ? begunOn : null,
      isSecondKey ? name : null,
    ],
  );
}
