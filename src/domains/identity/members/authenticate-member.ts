import type { Principal } from '#infra/http';
import type { Row } from '#infra/db';
import { identityErrors } from '../errors.ts';
import { permissionsOf } from '../permissions-of.ts';
import type { MemberRole } from '../roles.ts';
import { withFacts } from '../refusal-facts.ts';
import { hashSecret } from '../secrets.ts';
import { checkDeviceProof, type ProvenRequest } from './check-device-proof.ts';
import { memberIdleMsMax, type Members, type PersonState } from './types.ts';

interface SessionRow extends Row {
  readonly session_hash: Buffer;
  readonly person_id: string;
  readonly role: MemberRole;
  readonly state: PersonState;
  readonly device_id: string;
  readonly key_thumbprint: string;
  readonly last_seen_at: Date;
  readonly expires_at: Date;
}

/** Requests of one person per minute. */
const requestsPerMinute = 600;
const touchAfterMs = 60_000;

/**
 * Tells which member makes a request: the session’s cookie says who, the proof of the device’s key that it was not
 * copied. The database is asked every time, so that a revoked device is out at once, on every hub.
 *
 * Checked in this order: session known and not over; proof there, and the device’s own; the person active. A
 * cookie that comes without the key of its device was copied: by the facts of the error the audit log is told so.
 *
 * @throws `identity.session_expired`, `identity.device_proof_missing`, `identity.device_proof_refused`,
 *   `identity.person_not_active`
 */
export async function authenticateMember(
  members: Members,
  token: string,
  request: ProvenRequest,
): Promise<Principal> {
  const session = await findSession(members, token);
  if (session === undefined) throw identityErrors('identity.session_expired');
  try {
    await checkDeviceProof(members, request, session.key_thumbprint);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw withFacts(error, {
      action: 'session.refused',
      subject: { kind: 'person', id: session.person_id },
      details: { deviceId: session.device_id },
    });
  }
  await touch(members, session);
  if (session.state !== 'active') {
    throw withFacts(identityErrors('identity.person_not_active'), {
      actor: { kind: 'member', id: session.person_id },
    });
  }
  return {
    kind: 'member',
    id: session.person_id,
    roles: [session.role],
    permissions: permissionsOf([session.role]),
    source: null,
    requestsPerMinute,
    device: session.device_id,
  };
}

async function findSession({ database, clock }: Members, token: string): Promise<SessionRow | undefined> {
  const now = new Date(clock.now());
  const sessionHash = hashSecret(token);
  const [row] = await database.query<SessionRow>(
    `select session_hash, person_id, role, state, device_id, key_thumbprint, session.last_seen_at, session.expires_at
     from identity.member_sessions session
       join identity.devices device using (device_id) join identity.people using (person_id)
     where session_hash = $1 and device.revoked_at is null`,
    [sessionHash],
  );
  if (row === undefined) return undefined;
  const idleMs = now.getTime() - row.last_seen_at.getTime();
  if (row.expires_at <= now || idleMs >= memberIdleMsMax) {
    await database.query('delete from identity.member_sessions where session_hash = $1', [sessionHash]);
    return undefined;
  }
  return row;
}

/** Only a request that was proven keeps a session alive: a copied cookie must not. */
async function touch({ database, clock }: Members, session: SessionRow): Promise<void> {
  const now = clock.now();
  if (now - session.last_seen_at.getTime() < touchAfterMs) return;
  await database.query(
    `with touched as (
       update identity.member_sessions set last_seen_at = $2 where session_hash = $1 returning device_id)
     update identity.devices set last_seen_at = $2 where device_id in (select device_id from touched)`,
    [session.session_hash, new Date(now)],
  );
}
