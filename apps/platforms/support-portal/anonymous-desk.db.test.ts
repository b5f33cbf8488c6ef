import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestPlatform, type TestPlatform } from '../testing/open-test-platform.ts';
import { startTestHub, type TestHub } from '../testing/start-test-hub.ts';
import { createSupportPortal, supportPortal } from './create-support-portal.ts';

const issuer = 'https://hub.example';
const pair = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
const keySet = createServer((_request, response) => {
  void exportJWK(pair.publicKey).then((key) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ keys: [{ ...key, kid: 'k', alg: 'EdDSA', use: 'sig' }] }));
  });
});

let hub: TestHub;
let platform: TestPlatform;
beforeAll(async () => {
  await new Promise<void>((resolve) => void keySet.listen(0, '127.0.0.1', resolve));
  const { port } = keySet.address() as AddressInfo;
  const keys = { issuer, jwksUrl: `http://127.0.0.1:${port}/` };
  hub = await startTestHub();
  platform = await openTestPlatform(
    { id: supportPortal, create: (parts) => createSupportPortal(parts, keys) },
    hub.client,
  );
});
afterAll(async () => {
  await platform.close();
  await hub.close();
  keySet.close();
});

const prove = (pseudonym: string, audience = supportPortal) =>
  new SignJWT({ tier: 'void' })
    .setProtectedHeader({ alg: 'EdDSA', kid: 'k', typ: 'interlock-proof+jwt' })
    .setIssuer(issuer)
    .setAudience(audience)
    .setSubject(pseudonym)
    .setJti(`${pseudonym} ${Math.random()}`)
    .setIssuedAt()
    .setExpirationTime('5m')
    .sign(pair.privateKey);

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

it('serves whoever proves a tier, and shows them their own requests only', async () => {
  const [shy, other] = [bearer(await prove('p-shy')), bearer(await prove('p-other'))];
  const opened = await platform.request('POST', '/anonymous/requests', { service: 'jet' }, shy);
  expect(opened).toMatchObject({ status: 201, body: { tier: 'void', butler: 'Nexus' } });
  expect((await platform.request('GET', '/anonymous/requests', undefined, shy)).body).toMatchObject({
    requests: [{ service: 'jet', tier: 'void' }],
  });
  expect((await platform.request('GET', '/anonymous/requests', undefined, other)).body).toEqual({
    requests: [],
  });
  const columns = await platform.pool.query(
    `select column_name from information_schema.columns where table_name = 'anonymous_requests'`,
  );
  expect(columns.rows.map(({ column_name: name }: { column_name: string }) => name)).not.toContain('user_id');
});

it.each([
  ['no token', () => Promise.resolve({}), 'proof_missing'],
  ['a token for another platform', async () => bearer(await prove('p', 'black_portal')), 'proof_refused'],
  ['a token of nobody', () => Promise.resolve(bearer('a.b.c')), 'proof_refused'],
])('refuses %s', async (_name, options, code) => {
  const { status, body } = await platform.request('GET', '/anonymous/requests', undefined, await options());
  expect([status, (body as { code: string }).code]).toEqual([401, expect.stringContaining(code)]);
});
