import { profileDigest, type BlackPortalProfile } from '@interlock/connector';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventOf, openTestPlatform, type TestPlatform } from '../testing/open-test-platform.ts';
import { startTestHub, type TestHub } from '../testing/start-test-hub.ts';
import { blackPortal, createBlackPortal } from './create-black-portal.ts';

let hub: TestHub;
let platform: TestPlatform;
beforeAll(async () => {
  hub = await startTestHub();
  platform = await openTestPlatform({ id: blackPortal, create: createBlackPortal }, hub.client);
});
afterAll(async () => {
  await platform.close();
  await hub.close();
});

const profileOf = (userId: string, own: Partial<BlackPortalProfile> = {}): BlackPortalProfile => ({
  userId,
  version: 1,
  tier: 'onyx',
  anonymousId: `anonymous-${userId}`,
  active: true,
  features: ['circles', 'emergency'],
  hardwareLock: true,
  ...own,
});

const trade = (userId: string, sequence: number, own: object = {}) =>
  eventOf('trade_executed', {
    userId,
    executionId: `${userId}-${sequence}`,
    sequence,
    trade: { symbol: 'TCS', side: 'buy', quantity: 10, price: '100.00', tradedOn: '2025-01-31', ...own },
  });

interface Portfolio {
  readonly positions: readonly object[];
  readonly executions: readonly { readonly sequence: number }[];
}

const executionsOf = async (userId: string) =>
  (await platform.readLines('/reconciliation/executions')).filter((line) => line['userId'] === userId);

describe('members', () => {
  it('joins and rises, announces both in order, and takes the hub’s word for what a tier grants', async () => {
    const joined = await platform.request('POST', '/members', { userId: 'asha', tier: 'onyx' });
    expect(joined.status).toBe(201);
    await platform.deliverProfiles([profileOf('asha')]);
    const risen = await platform.request('POST', '/members/asha/upgrade', { tier: 'obsidian' });
    expect(risen.status).toBe(200);
    await hub.received(2);
    expect(hub.events.map(({ eventType, payload, source }) => [eventType, payload, source])).toEqual([
      ['user_created', { userId: 'asha', tier: 'onyx' }, 'black_portal'],
      ['user_upgraded', { userId: 'asha', tier: 'obsidian' }, 'black_portal'],
    ]);
    await platform.deliverProfiles([
      profileOf('asha', { version: 2, tier: 'obsidian', features: ['syndicates'] }),
    ]);
    const { body } = await platform.request('GET', '/profiles/asha');
    expect(body).toMatchObject({ tier: 'obsidian', features: ['syndicates'], anonymousId: 'anonymous-asha' });
  });

  it('refuses to take a member in twice, or to raise a stranger', async () => {
    await platform.request('POST', '/members', { userId: 'twice', tier: 'onyx' });
    const again = await platform.request('POST', '/members', { userId: 'twice', tier: 'void' });
    expect(again).toMatchObject({ status: 409, body: { code: 'member_exists' } });
    const stranger = await platform.request('POST', '/members/nobody/upgrade', { tier: 'void' });
    expect(stranger).toMatchObject({ status: 404, body: { code: 'unknown_member' } });
    const same = await platform.request('POST', '/members/twice/upgrade', { tier: 'onyx' });
    expect(same).toMatchObject({ status: 409, body: { code: 'same_tier' } });
  });

  it('has the digest of the profile, and another when a column was changed', async () => {
    const profile = profileOf('digested', { features: [], hardwareLock: false });
    await platform.deliverProfiles([profile]);
    const [before] = await platform.readDigests(['digested', 'nobody']);
    expect(before).toEqual({ userId: 'digested', version: 1, digest: profileDigest(profile) });
    await platform.pool.query(`update portal.members set features = '{circles}' where user_id = 'digested'`);
    const [after] = await platform.readDigests(['digested']);
    expect(after?.digest).not.toBe(before?.digest);
  });

  it('stores a batch of profiles with lists of different lengths', async () => {
    const profiles = [
      profileOf('list-0', { features: [] }),
      profileOf('list-1', { features: ['one, with a comma'] }),
      profileOf('list-2', { features: ['a', 'b'] }),
    ];
    expect(await platform.deliverProfiles(profiles)).toEqual({});
    const { rows } = await platform.pool.query<{ features: string[] }>(
      `select features from portal.members where user_id like 'list-%' order by user_id`,
    );
    expect(rows.map(({ features }) => features)).toEqual([[], ['one, with a comma'], ['a', 'b']]);
  });
});

describe('trades', () => {
  it('become positions at their average cost, and a list in the order of arrival', async () => {
    await platform.deliver([trade('view', 1), trade('view', 2, { price: '200.00', quantity: 30 })]);
    await platform.deliver([
      trade('view', 3, { side: 'sell', quantity: 20, price: '900.00' }),
      trade('view', 4, { symbol: 'INFY', price: '1.50' }),
    ]);
    const { body } = await platform.request<Portfolio>('GET', '/portfolio/view');
    expect(body.positions).toEqual([
      { symbol: 'INFY', quantity: 10, averageCost: '1.50', cost: '15.00' },
      { symbol: 'TCS', quantity: 20, averageCost: '175.00', cost: '3500.00' },
    ]);
    expect(body.executions.map(({ sequence }) => sequence)).toEqual([4, 3, 2, 1]);
  });

  it('count once, however often and however cut their batches come', async () => {
    const events = Array.from({ length: 60 }, (_, index) =>
      trade(`again-${index % 7}`, Math.floor(index / 7) + 1),
    );
    await platform.deliver(events.slice(0, 20));
    await Promise.all([
      platform.deliver(events),
      platform.deliver(events.slice(10, 40)),
      platform.deliver(events),
    ]);
    for (let person = 0; person < 7; person += 1) {
      const mine = events.filter(({ payload }) => payload.userId === `again-${person}`);
      const stored = await executionsOf(`again-${person}`);
      expect(stored.map(({ executionId }) => executionId)).toEqual(
        mine.map(({ payload }) => payload['executionId']),
      );
      const { body } = await platform.request<Portfolio>('GET', `/portfolio/again-${person}`);
      expect(body.positions).toMatchObject([{ symbol: 'TCS', quantity: mine.length * 10 }]);
    }
  });

  it('that cannot be booked stop their own person only, and are not tried again', async () => {
    const wrong = trade('unlucky', 1, { quantity: 1.5 });
    const answer = await platform.deliver([
      trade('lucky', 1),
      wrong,
      trade('unlucky', 2),
      trade('lucky', 2),
      trade('rich', 1, { price: '9999999999999999.99' }),
      trade('vague', 1, { price: 'cheap' }),
    ]);
    expect(answer.failures?.map(({ code, retryable }) => [code, retryable]).toSorted()).toEqual([
      ['blocked_by_earlier_failure', true],
      ['invalid_trade', false],
      ['invalid_trade', false],
      ['invalid_trade', false],
    ]);
    expect(await executionsOf('lucky')).toHaveLength(2);
    expect(await executionsOf('unlucky')).toHaveLength(0);
  });

  it('of a broker that says little are understood', async () => {
    const terse = eventOf('trade_executed', {
      userId: 'terse',
      trade: { symbol: 'RELIANCE', quantity: 100, price: '2500.00' },
    });
    expect(await platform.deliver([terse])).toEqual({});
    expect(await executionsOf('terse')).toMatchObject([{ executionId: terse.eventId, sequence: null }]);
    const { body } = await platform.request('GET', '/portfolio/terse');
    expect(body.positions).toMatchObject([{ quantity: 100, cost: '250000.00' }]);
  });
});

describe('what happens elsewhere', () => {
  it('raises an alert with its reveal screen, and takes it off when it is over', async () => {
    const emergency = { userId: 'endangered', emergencyId: 'e1', severity: 'critical', protocol: 'medical' };
    await platform.deliver([eventOf('emergency_triggered', emergency)]);
    const { body: raised } = await platform.request('GET', '/alerts');
    expect(raised).toMatchObject({
      alerts: [
        { emergencyId: 'e1', severity: 'critical', revealScreen: { open: true, reveals: ['location'] } },
      ],
    });
    await platform.deliver([eventOf('emergency_resolved', { userId: 'endangered', emergencyId: 'e1' })]);
    const { body: over } = await platform.request('GET', '/alerts');
    expect(over).toMatchObject({ alerts: [{ revealScreen: { open: false, reveals: [] } }] });
  });

  it('files a request under the pseudonym, and waits for one where it is missing', async () => {
    const request = eventOf('service_request', { userId: 'shy', service: 'jet', details: 'to Goa' });
    const early = await platform.deliver([request]);
    expect(early.failures).toMatchObject([{ code: 'pseudonym_missing', retryable: true }]);
    await platform.deliverProfiles([profileOf('shy')]);
    expect(await platform.deliver([request])).toEqual({});
    const { body } = await platform.request('GET', '/service-requests');
    expect(body.serviceRequests).toMatchObject([{ anonymousId: 'anonymous-shy', service: 'jet' }]);
    expect(JSON.stringify(body)).not.toContain('"shy"');
  });

  it('learns how a member likes the screens; the latest word counts', async () => {
    await platform.deliverProfiles([profileOf('picky')]);
    await platform.deliver([
      eventOf('butler_interaction', { userId: 'picky', preferences: { theme: 'light', density: 2 } }),
      eventOf('butler_interaction', { userId: 'picky', preferences: { theme: 'dark' } }),
      eventOf('butler_interaction', { userId: 'picky', topic: 'weather' }),
    ]);
    const { body } = await platform.request('GET', '/profiles/picky');
    expect(body.preferences).toEqual({ density: 2, theme: 'dark' });
  });

  it('leaves events alone that mean nothing here', async () => {
    expect(await platform.deliver([eventOf('compliance_check', { userId: 'asha' })])).toEqual({});
  });
});

describe('the addresses', () => {
  it('are listed at /', async () => {
    const { body } = await platform.request<{ routes: string[] }>('GET', '/');
    expect(body).toMatchObject({ platform: 'black_portal' });
    expect(body.routes).toEqual(
      expect.arrayContaining(['GET /health', 'POST /interlock/events', 'GET /portfolio/:userId']),
    );
  });

  it('answer problem documents: nothing there, no JSON', async () => {
    const lost = await platform.request('GET', '/nowhere');
    expect(lost).toMatchObject({ status: 404, body: { code: 'no_such_address' } });
    const garbled = await platform.app.inject({
      method: 'POST',
      url: '/members',
      headers: { 'content-type': 'application/json' },
      body: '{"tier":',
    });
    expect(garbled.statusCode).toBe(400);
    expect(garbled.headers['content-type']).toMatch('application/problem+json');
    expect(garbled.json()).toMatchObject({ code: 'invalid_request' });
  });
});
