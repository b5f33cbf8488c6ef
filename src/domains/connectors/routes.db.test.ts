import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createHttpApp, openApiDocument, type HttpApp } from '#infra/http';
import { createLogger, createMetricsRegistry } from '#infra/telemetry';
import { InterlockError } from '#kernel/errors';
import { createTestDatabase, type TestDatabase } from '../../../test/test-database.ts';
import { connectorRoutes } from './routes.ts';
import { openTestConnectors } from './test-support/open-test-connectors.ts';
import { startPlatform, type TestPlatform } from './test-support/start-platform.ts';
import type { Connectors } from './types.ts';

let testDatabase: TestDatabase;
let connectors: Connectors;
let app: HttpApp;
let platform: TestPlatform;
let waiting = 0;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  connectors = await openTestConnectors(testDatabase.database);
  platform = await startPlatform();
  const logger = createLogger({
    settings: { logLevel: 'info', logPretty: false },
    destination: { write: () => {} },
  });
  app = await createHttpApp({
    settings: { bodyBytesMax: 1_048_576, requestsPerMinute: 0 },
    logger,
    registry: createMetricsRegistry(),
    permissions: {
      'platforms:read': { meaning: '', callers: ['staff'] },
      'platforms:admin': { meaning: '', callers: ['staff'] },
    },
    version: '0.0.0',
    authorize: (request, access) => {
      // What reads may be read with the lesser scope; everything else needs the greater one.
      const wanted = request.method === 'GET' ? 'platforms:read' : 'platforms:admin';
      if (access.permission !== wanted || request.headers.authorization !== 'operator') {
        throw new InterlockError('test.forbidden', { status: 403, title: 'no', fix: 'no' });
      }
      return {
        kind: 'staff',
        id: 'o',
        roles: ['operator'],
        permissions: new Set([wanted]),
        source: null,
        requestsPerMinute: 0,
        device: null,
      };
    },
  });
  await app.register(connectorRoutes({ connectors, countWaitingEvents: async () => waiting }));
  await app.ready();
});

afterEach(async () => {
  await testDatabase.database.query('delete from connectors.platforms');
  await connectors.refresh();
});

afterAll(async () => {
  await app.close();
  await platform.kill();
  await connectors.close();
  await testDatabase.drop();
});

async function ask(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: object) {
  const answer = await app.inject({
    method,
    url: `/api/admin/platforms${path}`,
    headers: { authorization: 'operator' },
    ...(body === undefined ? {} : { payload: body }),
  });
  return { status: answer.statusCode, body: answer.body === '' ? null : JSON.parse(answer.body), answer };
}

const definition = () => ({
  id: 'black_portal',
  displayName: 'Black Portal',
  addresses: { primary: platform.address },
});

test('a platform lives its life through the API', async () => {
  const created = await ask('POST', '', { ...definition(), credential: 'secret-credential' });
  expect(created.status).toBe(201);
  expect(created.answer.headers.location).toBe('/api/admin/platforms/black_portal');
  expect(created.body).toMatchObject({
    platform: { id: 'black_portal', version: 1, hasCredential: true, health: { state: 'unknown' } },
    signingSecret: expect.stringMatching(/^whsec_/),
  });

  const listed = await ask('GET', '');
  expect(listed.body.platforms).toEqual([created.body.platform]);
  expect(JSON.stringify(listed.body)).not.toMatch(/whsec_|secret-credential/);

  const { id: _id, health: _health, hasCredential: _has, ...editable } = created.body.platform;
  const updated = await ask('PUT', '/black_portal', { ...editable, displayName: 'The Portal' });
  expect(updated).toMatchObject({ status: 200, body: { displayName: 'The Portal', version: 2 } });
  const conflict = await ask('PUT', '/black_portal', { ...editable });
  expect(conflict).toMatchObject({ status: 409, body: { code: 'connectors.version_conflict', version: 2 } });

  expect(await ask('POST', '/black_portal/disable')).toMatchObject({
    status: 200,
    body: { enabled: false },
  });
  expect(await ask('POST', '/black_portal/enable')).toMatchObject({
    status: 200,
    body: { enabled: true },
  });

  const rotated = await ask('POST', '/black_portal/rotate-secret', { overlapSeconds: 60 });
  expect(rotated.body.signingSecret).toMatch(/^whsec_/);
  expect(rotated.body.signingSecret).not.toBe(created.body.signingSecret);

  const pinned = await ask('PUT', '/black_portal/active-address', { address: platform.address });
  expect(pinned).toMatchObject({ status: 200, body: { health: { pinnedAddress: platform.address } } });

  waiting = 2;
  expect(await ask('DELETE', '/black_portal')).toMatchObject({
    status: 409,
    body: { code: 'connectors.events_waiting', waiting: 2 },
  });
  waiting = 0;
  expect((await ask('DELETE', '/black_portal')).status).toBe(204);
  expect(await ask('GET', '/black_portal')).toMatchObject({
    status: 404,
    body: { code: 'connectors.unknown_platform' },
  });
});

test('a connection test tells health and signature apart', async () => {
  await ask('POST', '', definition());
  expect(await ask('POST', '/black_portal/test')).toMatchObject({
    status: 200,
    body: {
      addresses: [
        { address: platform.address, health: { verdict: 'operational' }, signedRequest: { status: 200 } },
      ],
    },
  });
  expect(JSON.parse(platform.received.at(-1)!.body)).toMatchObject({ platform: 'black_portal', events: [] });
  const answer = platform.answer;
  platform.answer = (_request, response) => response.writeHead(401).end();
  expect(await ask('POST', '/black_portal/test')).toMatchObject({
    body: { addresses: [{ health: { verdict: 'operational' }, signedRequest: { status: 401 } }] },
  });
  platform.answer = answer;
});

test('what makes no sense is refused with a problem document', async () => {
  const refused = await ask('POST', '', { ...definition(), addresses: { primary: 'ftp://portal' } });
  expect(refused.status).toBe(400);
  expect(refused.answer.headers['content-type']).toContain('application/problem+json');
  expect(JSON.stringify(refused.body)).toContain('http://');
  expect(await ask('POST', '', { ...definition(), addresses: { primary: 'http://10.0.0.1' } })).toMatchObject(
    {
      status: 400,
      body: { code: 'connectors.forbidden_address', address: 'http://10.0.0.1' },
    },
  );
  for (const path of ['/nobody/enable', '/nobody/disable', '/nobody/test']) {
    expect((await ask('POST', path)).body.code).toBe('connectors.unknown_platform');
  }
});

test('nobody but an operator gets anywhere', async () => {
  const routes: [method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string][] = [
    ['GET', ''],
    ['POST', ''],
    ['GET', '/x'],
    ['PUT', '/x'],
    ['DELETE', '/x'],
    ['POST', '/x/enable'],
    ['POST', '/x/disable'],
    ['POST', '/x/rotate-secret'],
    ['PUT', '/x/active-address'],
    ['POST', '/x/test'],
  ];
  for (const [method, path] of routes) {
    const answer = await app.inject({ method, url: `/api/admin/platforms${path}`, payload: {} });
    expect([method, path, answer.statusCode]).toEqual([method, path, 403]);
  }
});

test('every route is described for the reference', () => {
  const paths = Object.keys(openApiDocument(app).paths);
  expect(paths).toHaveLength(7);
});
