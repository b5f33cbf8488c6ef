import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decodeSecret, signMessage } from '@interlock/connector';
import { lastPosition } from '#events';
import { createServiceKey, revokeServiceKey } from '#identity';
import { systemClock } from '#kernel/time';
import { startHubProcess, type HubProcess } from './start-hub-process.ts';

/** What bad input gets from a real hub: its own code, one log line, nothing stored, and the next request is answered. */

const signingSecret = `whsec_${randomBytes(24).toString('base64')}`;
const dayMs = 86_400_000;
const requestsPerMinute = 300;

let hub: HubProcess;
let revokedKey: string;
/** Accepted before anything bad is sent. */
const known = makeEvent();

beforeAll(async () => {
  hub = await startHubProcess({
    signingSecret,
    platforms: ['trading_platform', 'black_portal'].map((id) => ({
      id,
      displayName: id,
      addresses: { primary: 'http://127.0.0.1:9' },
      subscriptions: { eventTypes: [] },
    })),
    environment: {
      REQUESTS_PER_MINUTE: String(requestsPerMinute),
      TIMESTAMP_AGE_MS_MAX: String(dayMs),
    },
  });
  const identity = { database: hub.database, clock: systemClock };
  const revoked = await createServiceKey(identity, {
    name: 'revoked',
    scopes: ['events:write'],
    createdBy: 'e2e',
  });
  await revokeServiceKey(identity, revoked.keyId);
  revokedKey = revoked.key;
  expect((await hub.post(eventAddress, known)).status).toBe(202);
});

afterAll(() => hub?.close());

const eventAddress = '/api/integration/sync/event';
const webhookAddress = '/api/integration/sync/webhook';

function makeEvent(changes: object = {}) {
  return {
    eventId: randomUUID(),
    timestamp: new Date().toISOString(),
    source: 'trading_platform',
    eventType: 'butler_interaction',
    payload: { userId: 'member-1', topic: 'dinner' },
    ...changes,
  };
}

interface Bad {
  readonly method?: 'POST' | 'PUT' | 'GET';
  readonly path?: string;
  readonly headers?: (body: string) => Readonly<Record<string, string>>;
  readonly body?: () => string;
}

const event =
  (changes: object = {}) =>
  (): string =>
    JSON.stringify(makeEvent(changes));
const nested = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`;
const at = (offsetMs: number) => event({ timestamp: new Date(Date.now() + offsetMs).toISOString() });
const withKey = (key: () => string) => () => ({ authorization: `Bearer ${key()}` });

/** A webhook of the trading platform, signed `ageSeconds` ago. */
function signed(ageSeconds = 0, secret = signingSecret) {
  return (body: string): Record<string, string> => {
    const [id, timestamp] = [randomUUID(), String(Math.floor(Date.now() / 1_000) - ageSeconds)];
    return {
      'x-webhook-source': 'trading_platform',
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': signMessage(decodeSecret(secret), { id, timestamp, body }),
    };
  };
}

async function send({ method = 'POST', path = eventAddress, headers, body = event() }: Bad) {
  const requestId = randomUUID();
  const text = body();
  const response = await fetch(`${hub.url}${path}`, {
    method,
    headers: {
      'x-request-id': requestId,
      'content-type': 'application/json',
      ...(headers ?? withKey(() => hub.serviceKey))(text),
    },
    ...(method === 'GET' ? {} : { body: text }),
  });
  return { requestId, response };
}

const linesOf = (requestId: string): Record<string, unknown>[] =>
  hub.lines
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter((line) => line['requestId'] === requestId);

const webhook = { method: 'PUT', path: webhookAddress } as const;

describe('bad input', () => {
  test.each<[string, Bad, number, string]>([
    ['malformed JSON', { body: () => '{"eventId":' }, 400, 'http.malformed_json'],
    ['a wrong type', { body: event({ payload: 7 }) }, 400, 'events.malformed'],
    ['a payload of another shape', { body: event({ payload: {} }) }, 422, 'events.invalid_payload'],
    ['an unknown event type', { body: event({ eventType: 'unheard_of' }) }, 422, 'events.unknown_type'],
    ['an unknown source', { body: event({ source: 'nobody' }) }, 422, 'events.unknown_source'],
    ['an unknown platform', { body: event({ requiresSync: ['nobody'] }) }, 422, 'events.unknown_platform'],
    [
      'a body over the limit',
      { body: event({ payload: { userId: 'member-1', topic: 'x'.repeat(1_048_576) } }) },
      413,
      'http.body_too_large',
    ],
    ['deep nesting', { body: () => nested(5_000) }, 400, 'http.nested_too_deeply'],
    ['a key that reaches the prototype', { body: () => '{"__proto__":{}}' }, 400, 'http.forbidden_key'],
    ['a timestamp in the future', { body: at(dayMs) }, 422, 'events.timestamp_out_of_range'],
    ['a timestamp long past', { body: at(-2 * dayMs) }, 422, 'events.timestamp_out_of_range'],
    [
      'a known id with another payload',
      { body: () => JSON.stringify({ ...known, payload: { userId: 'member-1', topic: 'lunch' } }) },
      409,
      'events.id_conflict',
    ],
    ['no key', { headers: () => ({}) }, 401, 'identity.credentials_missing'],
    [
      'an unknown key',
      { headers: withKey(() => `${hub.serviceKey.slice(0, -1)}_`) },
      401,
      'identity.key_unknown',
    ],
    ['a revoked key', { headers: withKey(() => revokedKey) }, 401, 'identity.key_revoked'],
    [
      'a key without the scope',
      { path: '/api/admin/platforms', method: 'GET' },
      403,
      'identity.scope_missing',
    ],
    [
      'no signature',
      { ...webhook, headers: () => ({ 'x-webhook-source': 'trading_platform' }) },
      401,
      'webhooks.signature_missing',
    ],
    [
      'a signature with another secret',
      { ...webhook, headers: signed(0, `whsec_${randomBytes(24).toString('base64')}`) },
      401,
      'webhooks.signature_invalid',
    ],
    ['an old signature', { ...webhook, headers: signed(3_600) }, 401, 'webhooks.signature_expired'],
  ])('%s is refused with its code and one line, and nothing is stored', async (_what, bad, status, code) => {
    const before = await lastPosition(hub.database);
    const { requestId, response } = await send(bad);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(await response.json()).toMatchObject({ status, code, fix: expect.any(String) as string });
    await expect.poll(() => linesOf(requestId)).toMatchObject([{ level: 'info', code, status }]);
    expect(await lastPosition(hub.database)).toBe(before);
    expect((await fetch(`${hub.url}/ready`)).status).toBe(200);
  });

  test('a webhook that is replayed is answered like the first time and does nothing', async () => {
    const body = event()();
    const headers = signed()(body);
    const first = await send({ ...webhook, headers: () => headers, body: () => body });
    expect(first.response.status).toBe(200);
    const before = await lastPosition(hub.database);
    const again = await send({ ...webhook, headers: () => headers, body: () => body });
    expect(again.response.status).toBe(200);
    expect(await lastPosition(hub.database)).toBe(before);
  });

  test('too many requests are told how long to wait', async () => {
    let refused: Response | undefined;
    // Twice as many, because a minute may end in between.
    for (let sent = 0; sent <= 2 * requestsPerMinute && refused === undefined; sent += 1) {
      const { response } = await send({ body: () => JSON.stringify(known) });
      if (response.status === 429) refused = response;
      else expect(response.status).toBe(202);
    }
    expect(await refused?.json()).toMatchObject({ code: 'http.too_many_requests' });
    const waitSeconds = Number(refused?.headers.get('retry-after'));
    expect(waitSeconds).toBeGreaterThan(0);
    expect(waitSeconds).toBeLessThanOrEqual(60);
  });
});
