import type { Row } from '#infra/db';
import type { Tier } from '#kernel/tiers';
import { identityErrors } from '../errors.ts';
import type { MemberRole } from '../roles.ts';
import { accessTokenMs, type Members } from './types.ts';

export interface AccessToken {
  /** For `Authorization: DPoP …` at the platform, with proofs of the same device. */
  readonly accessToken: string;
  readonly expiresAt: Date;
}

/**
 * A short-lived token for one platform, bound to the device’s key (RFC 9449 §6): the platform checks it offline.
 *
 * @throws `identity.unknown_audience`, `identity.no_such_device`
 */
export async function issueAccessToken(
  { database, clock, tokens, isPlatform }: Members,
  deviceId: string,
  audience: string,
): Promise<AccessToken> {
  if (!isPlatform(audience)) throw identityErrors('identity.unknown_audience');
  const [row] = await database.query<
    Row & { person_id: string; key_thumbprint: string; role: MemberRole; tier: Tier | null }
  >(
    `select person_id, key_thumbprint, role, tier from identity.devices join identity.people using (person_id)
     where device_id = $1 and revoked_at is null and state = 'active'`,
    [deviceId],
  );
  if (row === undefined) throw identityErrors('identity.no_such_device');
  const claims = {
    sub: row.person_id,
    tier: row.tier,
    device: deviceId,
    roles: [row.role],
    cnf: { jkt: row.key_thumbprint },
  };
  const accessToken = await tokens.sign(claims, { type: 'at+jwt', audience, lifetimeMs: accessTokenMs });
  return { accessToken, expiresAt: new Date(clock.now() + accessTokenMs) };
}
