import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestPlatform, type TestPlatform } from '../testing/open-test-platform.ts';
import { blackPortal, createBlackPortal } from './create-black-portal.ts';
import { readPortalSettings, type PortalSettings } from './read-portal-settings.ts';

/** Nobody listens on this port: it is reserved for a service that died out. */
const hubUrl = 'http://127.0.0.1:9';

const houseKey = 'key of the house';
const settings: PortalSettings = {
  origins: ['https://portal.example'],
  hubUrl,
  issuer: hubUrl,
  houseKey,
};

const openPortal = (own: PortalSettings = settings): Promise<TestPlatform> =>
  openTestPlatform({ id: blackPortal, create: (parts) => createBlackPortal(parts, own) });

let portal: TestPlatform;
beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.close());

describe('the pages', () => {
  it('may load what is of their own origin, and nothing inline', async () => {
    const { headers } = await portal.app.inject({ url: '/join', headers: { accept: 'text/html' } });
    expect(String(headers['content-security-policy']).split(';').toSorted()).toEqual([
      "base-uri 'none'",
      "connect-src 'self'",
      "default-src 'none'",
      "font-src 'self'",
      "form-action 'self'",
      "frame-ancestors 'none'",
      "img-src 'self'",
      "manifest-src 'self'",
      "script-src 'self' 'wasm-unsafe-eval'",
      "style-src 'self'",
      "worker-src 'self'",
    ]);
    expect(headers['referrer-policy']).toBe('no-referrer');
  });

  it('stand at / for browsers, where machines find the list of addresses', async () => {
    const { body } = await portal.request<{ routes: string[] }>('GET', '/');
    expect(body.routes).toEqual(expect.arrayContaining(['GET /join', 'GET /api/me', 'GET /api/salon']));
    const page = await portal.app.inject({ url: '/', headers: { accept: 'text/html,*/*' } });
    expect(page.headers['content-type']).toMatch(/^text\//);
    expect(page.headers['vary']).toBe('accept');
  });

  it('say to people what is not there, and to machines', async () => {
    const [page, answer] = await Promise.all(
      ['text/html', 'application/json'].map((accept) =>
        portal.app.inject({ url: '/nowhere', headers: { accept } }),
      ),
    );
    expect(page?.headers['content-type']).toMatch(/^text\//);
    expect(answer?.statusCode).toBe(404);
    expect(answer?.json()).toMatchObject({ code: 'no_such_address' });
  });

  it.each(['10.wasm', '10.zkey', '20.wasm', '20.zkey'])('come with what proves: %s', async (name) => {
    const { statusCode } = await portal.app.inject({ method: 'HEAD', url: `/artifacts/semaphore-${name}` });
    expect(statusCode).toBe(200);
  });

  it('are no way to other files', async () => {
    const climbed = await portal.app.inject('/assets/..%2f..%2fvite.config.ts');
    expect(climbed.statusCode).toBe(404);
  });
});

describe('without the hub', () => {
  it('what it would answer is said to be away, and no token is taken on trust', async () => {
    const address = await portal.app.listen({ port: 0, host: '127.0.0.1' });
    const forwarded = await fetch(`${address}/api/onboarding`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code: 'x', displayName: 'Asha' }),
    });
    expect(forwarded.status).toBe(503);
    expect(await forwarded.json()).toMatchObject({ code: 'hub_away' });
    const salon = await portal.app.inject({
      url: '/api/salon',
      headers: {
        authorization:
          'Bearer eyJhbGciOiJFZERTQSIsImtpZCI6IngiLCJ0eXAiOiJpbnRlcmxvY2stcHJvb2Yrand0In0.e30.AA',
      },
    });
    expect(salon.json()).toMatchObject({ status: 503, code: 'connector.keys_unavailable' });
  });
});

describe('devices that were put out', () => {
  it('are told by the hub; an event that names none is refused for good', async () => {
    const eventOf = (payload: object, source = 'hub') => ({
      eventId: crypto.randomUUID(),
      timestamp: '2026-11-22T10:00:00Z',
      source,
      eventType: 'device_revoked',
      payload: { personId: 'asha', ...payload },
      requiresSync: [],
    });
    const told = await portal.deliver([eventOf({ deviceId: 'lost' }), eventOf({ deviceId: 'lost' })]);
    expect(told).toEqual({});
    const { rows } = await portal.pool.query('select device_id, user_id from portal.revoked_devices');
    expect(rows).toEqual([{ device_id: 'lost', user_id: 'asha' }]);
    const vague = await portal.deliver([eventOf({})]);
    expect(vague.failures).toMatchObject([{ code: 'device_missing', retryable: false }]);
    const foreign = await portal.deliver([eventOf({ deviceId: 'mine' }, 'trading_platform')]);
    expect(foreign.failures).toMatchObject([{ code: 'not_the_hub', retryable: false }]);
  });
});

describe('addresses of the house', () => {
  const asked = [
    ['POST', '/members', { userId: 'mallory', tier: 'void' }],
    ['POST', '/members/asha/upgrade', { tier: 'void' }],
    ['GET', '/profiles/asha', undefined],
    ['GET', '/portfolio/asha', undefined],
    ['GET', '/alerts', undefined],
    ['GET', '/service-requests', undefined],
    ['GET', '/reconciliation/executions', undefined],
  ] as const;

  it.each(asked)('%s %s is closed to whoever has not the key', async (method, url, body) => {
    for (const authorization of [undefined, 'Bearer wrong', `Basic ${houseKey}`, houseKey]) {
      const headers = authorization === undefined ? undefined : { authorization };
      const refused = await portal.request(method, url, body, headers);
      expect(refused).toMatchObject({ status: 401, body: { code: 'house_only' } });
    }
    const { rows } = await portal.pool.query('select from interlock_outbox');
    expect(rows).toHaveLength(0);
  });

  it('are open to who has it', async () => {
    const listed = await portal.request('GET', '/alerts', undefined, { authorization: `Bearer ${houseKey}` });
    expect(listed).toMatchObject({ status: 200, body: { alerts: [] } });
  });

  it('stay closed when there is no key', async () => {
    const keyless = await openPortal({ ...settings, houseKey: undefined });
    expect((await keyless.request('GET', '/alerts', undefined, { authorization: 'Bearer ' })).status).toBe(
      401,
    );
    expect((await keyless.request('GET', '/alerts')).status).toBe(401);
    await keyless.close();
  });
});

describe('the settings', () => {
  it('say where members open the pages; without a hub there are none', () => {
    expect(readPortalSettings({}, 4101)).toBeNull();
    expect(readPortalSettings({ HUB_URL: hubUrl, PORT: '5101' }, 4101)).toEqual({
      origins: ['http://localhost:5101'],
      hubUrl,
      issuer: hubUrl,
      houseKey: undefined,
    });
    expect(
      readPortalSettings(
        {
          HUB_URL: hubUrl,
          HUB_ISSUER: 'https://hub.example',
          PUBLIC_ORIGINS: 'https://a.example, https://b.example',
        },
        4101,
      ),
    ).toMatchObject({ origins: ['https://a.example', 'https://b.example'], issuer: 'https://hub.example' });
  });
});
