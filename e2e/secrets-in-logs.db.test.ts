import { execFile } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { createServiceKey } from '#identity';
import { openDatabase } from '#infra/db';
import { systemClock } from '#kernel/time';
import { startHubProcess, type HubProcess } from './start-hub-process.ts';
import { startPlatform, type TestPlatform } from './start-platform.ts';

/** What a real hub writes while things go wrong, at its most talkative: one line about each, and no secret in any. */

const signingSecret = `whsec_${randomBytes(24).toString('base64')}`;
const credential = `credential-${randomBytes(16).toString('hex')}`;
const bearer = `bearer-${randomBytes(16).toString('hex')}`;
const token = randomBytes(24).toString('base64url');
const databasePassword = new URL(inject('postgresUrl')).password;

let portal: TestPlatform;
let hub: HubProcess;
/** Bound to the source `support_portal`. */
let boundKey: string;

beforeAll(async () => {
  portal = await startPlatform(signingSecret);
  hub = await startHubProcess({
    signingSecret,
    credential,
    platforms: ['black_portal', 'trading_platform', 'support_portal'].map((id) => ({
      id,
      displayName: id,
      addresses: { primary: portal.address },
      subscriptions: { eventTypes: id === 'black_portal' ? ['butler_interaction'] : [] },
      delivery: { retry: { delayMsMax: 600_000 } },
    })),
    environment: { LOG_LEVEL: 'trace' },
  });
  const bound = await createServiceKey(
    { database: hub.database, clock: systemClock },
    { name: 'bound', scopes: ['events:write'], source: 'support_portal', createdBy: 'e2e' },
  );
  boundKey = bound.key;
});

afterAll(async () => {
  await hub?.close();
  await portal?.close();
});

const secretPartOf = (key: string): string => key.split('_').slice(2).join('_');

/** Everything that no log may show. Of a service key, that is the part behind its public id. */
const secrets = (): string[] => [
  signingSecret.slice('whsec_'.length),
  credential,
  bearer,
  token,
  databasePassword,
  secretPartOf(hub.serviceKey),
  secretPartOf(boundKey),
];

function expectNoSecrets(lines: readonly string[]): void {
  for (const secret of secrets()) {
    expect(secret.length).toBeGreaterThan(20);
    expect(lines.filter((line) => line.includes(secret))).toEqual([]);
  }
}

const entries = (): Record<string, unknown>[] =>
  hub.lines.map((line) => JSON.parse(line) as Record<string, unknown>);

const makeEvent = (changes: object = {}) => ({
  eventId: randomUUID(),
  timestamp: new Date().toISOString(),
  source: 'trading_platform',
  eventType: 'butler_interaction',
  payload: { userId: randomUUID(), topic: 'dinner', message: 'A table for two' },
  ...changes,
});

const address = '/api/integration/sync/event';

test.each([
  ['event failed; its lane waits', 'warn', true],
  ['event became a dead letter', 'error', false],
])(
  '“%s” names event and platform, and repeats nothing that the platform said',
  async (msg, level, retryable) => {
    // A careless platform tells what it knows.
    portal.judge(() => ({
      code: `refused_${signingSecret}`,
      message: `Authorization: Bearer ${credential}`,
      retryable,
      retryAfterSeconds: 600,
    }));
    const event = makeEvent();
    expect((await hub.post(address, event)).status).toBe(202);
    await expect
      .poll(() => entries().filter(({ eventId }) => eventId === event.eventId))
      .toMatchObject([{ level, msg, platform: 'black_portal', code: 'refused_whsec_[redacted]' }]);
    expect(portal.batchHeaders.at(-1)?.authorization).toBe(`Bearer ${credential}`);
    expectNoSecrets(hub.lines);
  },
);

interface BadRequest {
  readonly method?: string;
  readonly path?: string;
  /** Those of the hub’s own service key when absent. */
  readonly headers?: () => Readonly<Record<string, string>>;
  readonly body?: () => string;
}

const json = (value: () => unknown) => (): string => JSON.stringify(value());
const withKey = (key: () => string) => () => ({ authorization: `Bearer ${key()}` });

describe('a bad request', () => {
  test.each<[string, BadRequest, number, string]>([
    ['malformed JSON', { body: () => `{"token": "${token}" "${signingSecret}"` }, 400, 'http.malformed_json'],
    [
      'an unknown key',
      { headers: withKey(() => `${hub.serviceKey.slice(0, -1)}_`) },
      401,
      'identity.key_unknown',
    ],
    ['a token of another system', { headers: withKey(() => bearer) }, 401, 'identity.key_unknown'],
    [
      'a database password as a login',
      { headers: () => ({ authorization: `Basic ${btoa(`hub:${databasePassword}`)}` }) },
      401,
      'identity.credentials_missing',
    ],
    [
      'a session of nobody',
      {
        path: '/api/admin/platforms',
        method: 'GET',
        headers: () => ({ cookie: `interlock_session=${token}` }),
      },
      401,
      'identity.session_expired',
    ],
    [
      'a key without the scope',
      { path: '/api/admin/platforms', method: 'GET' },
      403,
      'identity.scope_missing',
    ],
    ['a key of another source', { headers: withKey(() => boundKey) }, 403, 'sync.foreign_source'],
    [
      'secrets in the query',
      { path: `/nothing?token=${token}&access_token=${bearer}&password=${databasePassword}` },
      404,
      'http.not_found',
    ],
    [
      'a secret in the path',
      { path: `/nothing/${signingSecret.replaceAll('/', '-')}` },
      404,
      'http.not_found',
    ],
    [
      'a secret for a name',
      { body: json(() => makeEvent({ eventType: signingSecret })) },
      400,
      'events.malformed',
    ],
    [
      'an unknown type with secrets inside',
      {
        body: json(() =>
          makeEvent({
            eventType: 'logged_in',
            payload: { token, password: databasePassword, key: hub.serviceKey },
          }),
        ),
      },
      422,
      'events.unknown_type',
    ],
    [
      'a body over the limit',
      { body: () => `{"token":"${token}","filler":"${'x'.repeat(1_100_000)}"}` },
      413,
      'http.body_too_large',
    ],
    [
      'a webhook with a wrong signature',
      {
        method: 'PUT',
        path: '/api/integration/sync/webhook',
        headers: () => ({
          authorization: '',
          'x-webhook-source': 'black_portal',
          'webhook-id': 'message-1',
          'webhook-timestamp': String(Math.floor(Date.now() / 1000)),
          'webhook-signature': `v1,${token}`,
        }),
      },
      401,
      'webhooks.signature_invalid',
    ],
  ])(
    '%s is one line and shows no secret',
    async (_what, { method = 'POST', path: where = address, headers, body }, status, code) => {
      const requestId = randomUUID();
      const response = await fetch(`${hub.url}${where}`, {
        method,
        headers: {
          'x-request-id': requestId,
          ...(method === 'GET' ? {} : { 'content-type': 'application/json' }),
          ...(headers ?? withKey(() => hub.serviceKey))(),
        },
        ...(method === 'GET' ? {} : { body: body?.() ?? JSON.stringify(makeEvent()) }),
      });
      expect(await response.json()).toMatchObject({ status, code });
      const lines = () => entries().filter((entry) => entry['requestId'] === requestId);
      await expect.poll(lines).toMatchObject([{ level: 'info', code, status }]);
      expectNoSecrets(hub.lines);
    },
  );

  test('that is an event names it', async () => {
    const event = makeEvent({ source: 'nobody' });
    expect((await hub.post(address, event)).status).toBe(422);
    await expect
      .poll(() => entries().filter(({ eventId }) => eventId === event.eventId))
      .toMatchObject([{ code: 'events.unknown_source' }]);
  });

  test('with good and bad events is one line that names the bad ones', async () => {
    const requestId = randomUUID();
    const [good, bad, alien] = [makeEvent(), makeEvent({ source: 'nobody' }), { token }];
    const answer = await hub.post('/api/integration/sync/events', [good, bad, alien], {
      'x-request-id': requestId,
    });
    expect(answer.status).toBe(207);
    await expect
      .poll(() => entries().filter((entry) => entry['requestId'] === requestId))
      .toMatchObject([
        {
          level: 'info',
          refused: 2,
          events: [
            { index: 1, eventId: bad.eventId, code: 'events.unknown_source' },
            { index: 2, eventId: null, code: 'events.malformed' },
          ],
        },
      ]);
    expectNoSecrets(hub.lines);
  });
});

test('a database that is away costs a line per request and shows no password', async () => {
  const [row] = await hub.database.query<{ name: string }>('select current_database() as name');
  const admin = openDatabase({ url: inject('postgresUrl'), connectionsMax: 1 });
  const requestId = randomUUID();
  try {
    await admin.query(`alter database ${row!.name} allow_connections false`);
    await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [
      row!.name,
    ]);
    const refused = await hub.post(address, makeEvent(), { 'x-request-id': requestId });
    expect(refused.status).toBe(503);
  } finally {
    await admin.query(`alter database ${row!.name} allow_connections true`);
    await admin.close();
  }
  await expect
    .poll(() => entries().filter((entry) => entry['requestId'] === requestId))
    .toMatchObject([{ level: 'warn', code: 'database.unavailable', status: 503 }]);
  // It goes on by itself.
  await expect.poll(async () => (await hub.post(address, makeEvent())).status, { timeout: 10_000 }).toBe(202);
  expectNoSecrets(hub.lines);
});

test.each([
  ['that nobody is at', `postgres://hub:${bearer}@127.0.0.1:1/interlock`],
  ['that is no address', `postgres://hub:${bearer}@[database/interlock`],
])('a hub with a database address %s says why it ends, without the password', async (_what, databaseUrl) => {
  const words = await runToItsEnd({ DATABASE_URL: databaseUrl });
  expect(words).toContain('hub could not start');
  expect(words).not.toContain(bearer);
});

/** @returns everything that a hub writes which cannot start */
function runToItsEnd(environment: NodeJS.ProcessEnv): Promise<string> {
  const root = path.dirname(import.meta.dirname);
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [path.join(root, 'apps/hub/main.ts')],
      { cwd: root, env: environment, timeout: 20_000 },
      (error, stdout, stderr) => {
        if (error?.code === 1) resolve(`${stdout}${stderr}`);
        else reject(error ?? new Error('the hub ended as if all was well'));
      },
    );
  });
}
