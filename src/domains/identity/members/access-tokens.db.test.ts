import { createMemberVerifier } from '@interlock/connector';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../../test/test-database.ts';
import { issueAccessToken } from './issue-access-token.ts';
import { joinMember } from './testing/join-member.ts';
import { openTestMembers, type TestMembers } from './testing/open-test-members.ts';

const origin = 'https://portal.example';
let database: TestDatabase;
let test: TestMembers;

beforeAll(async () => {
  database = await createTestDatabase();
  test = await openTestMembers(database.database);
});
afterAll(async () => {
  await test?.close();
  await database?.drop();
});

it.each([
  ['onyx', 'member'],
  [null, 'contractor'],
] as const)('what the hub signs for somebody of tier %s is what a platform reads', async (tier, role) => {
  const { personId, deviceId } = await joinMember(test, tier);
  // The device’s key, as far as a platform sees it: the token names its thumbprint.
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const jwk = await exportJWK(publicKey);
  await database.database.query('update identity.devices set key_thumbprint = $2 where device_id = $1', [
    deviceId,
    await calculateJwkThumbprint(jwk),
  ]);
  const { accessToken } = await issueAccessToken(test.members, deviceId, 'black_portal');
  const dpop = await new SignJWT({
    htm: 'GET',
    htu: `${origin}/me`,
    ath: createHash('sha256').update(accessToken).digest('base64url'),
  })
    .setProtectedHeader({ typ: 'dpop+jwt', alg: 'ES256', jwk })
    .setJti(randomUUID())
    .setIssuedAt(Math.floor(test.clock.now() / 1_000))
    .sign(privateKey);
  const verify = createMemberVerifier({
    jwks: test.members.tokens.jwks(),
    issuer: 'https://hub.example',
    audience: 'black_portal',
    publicOrigins: [origin],
    clock: test.clock,
  });
  const headers = { authorization: `DPoP ${accessToken}`, dpop };
  expect(await verify({ method: 'GET', url: '/me', headers })).toMatchObject({
    userId: personId,
    tier,
    deviceId,
    roles: [role],
  });
});
