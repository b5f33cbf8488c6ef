import { profileDigest, type TradingPlatformProfile } from '@interlock/connector';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventOf, openTestPlatform, type TestPlatform } from '../testing/open-test-platform.ts';
import { startTestHub, type TestHub } from '../testing/start-test-hub.ts';
import { createTradingPlatform, tradingPlatform } from './create-trading-platform.ts';

let hub: TestHub;
let platform: TestPlatform;
beforeAll(async () => {
  hub = await startTestHub();
  platform = await openTestPlatform({ id: tradingPlatform, create: createTradingPlatform }, hub.client);
});
afterAll(async () => {
  await platform.close();
  await hub.close();
});

const profileOf = (userId: string, own: Partial<TradingPlatformProfile> = {}): TradingPlatformProfile => ({
  userId,
  version: 1,
  tier: 'onyx',
  anonymousId: `anonymous-${userId}`,
  active: true,
  tradingLimits: { currency: 'INR', daily: '100000000.00', monthly: '1000000000.00' },
  ...own,
});

interface Prices {
  readonly days: readonly { readonly date: string; readonly close: string }[];
}

interface Execution {
  readonly executionId: string;
  readonly sequence: number;
}

interface BatchResults {
  readonly results: readonly { readonly code?: string; readonly execution?: Execution }[];
}

interface Page {
  readonly executions: readonly Execution[];
}

const order = (userId: string, own: object = {}) => ({
  userId,
  symbol: 'TCS',
  side: 'buy',
  quantity: 10,
  date: '2025-01-31',
  ...own,
});

describe('accounts follow profiles', () => {
  it('opens an account whose digest is that of the profile, limits and their absence included', async () => {
    const profiles = [
      profileOf('limited'),
      profileOf('unlimited', {
        tier: 'void',
        tradingLimits: { currency: 'INR', daily: null, monthly: null },
      }),
    ];
    expect(await platform.deliverProfiles(profiles)).toEqual({});
    const digests = await platform.readDigests(['limited', 'unlimited', 'nobody']);
    expect(new Map(digests.map(({ userId, digest }) => [userId, digest]))).toEqual(
      new Map(profiles.map((profile) => [profile.userId, profileDigest(profile)])),
    );
  });

  it('shows drift when a limit is changed behind the hub’s back', async () => {
    const profile = profileOf('drifting');
    await platform.deliverProfiles([profile]);
    await platform.pool.query(
      `update trading.accounts set limit_daily_paise = limit_daily_paise + 1 where user_id = 'drifting'`,
    );
    const [digest] = await platform.readDigests(['drifting']);
    expect(digest).toMatchObject({ version: 1 });
    expect(digest?.digest).not.toBe(profileDigest(profile));
  });

  it('takes over the limits of an upgrade, and leaves an older version alone', async () => {
    await platform.deliverProfiles([
      profileOf('rising', { tradingLimits: { currency: 'INR', daily: '1.00', monthly: '1.00' } }),
    ]);
    expect(await platform.request('POST', '/orders', order('rising'))).toMatchObject({
      status: 422,
      body: { code: 'daily_limit_exceeded' },
    });
    await platform.deliverProfiles([profileOf('rising', { version: 3, tier: 'obsidian' })]);
    await platform.deliverProfiles([profileOf('rising', { version: 2, tier: 'void', active: false })]);
    const account = await platform.request('GET', '/accounts/rising');
    expect(account.body).toMatchObject({ version: 3, tier: 'obsidian', active: true });
    expect((await platform.request('POST', '/orders', order('rising'))).status).toBe(201);
  });

  it('names the profile whose limit makes no sense, and stores the others', async () => {
    const wrong = profileOf('wrong', { tradingLimits: { currency: 'INR', daily: 'lots', monthly: null } });
    const answer = await platform.deliverProfiles([wrong, profileOf('right')]);
    expect(answer.failures?.map(({ id }) => id)).toEqual(['wrong']);
    expect((await platform.request('GET', '/accounts/right')).status).toBe(200);
  });
});

describe('orders', () => {
  it('enforces the last paisa of a limit across requests', async () => {
    const { body: prices } = await platform.request<Prices>('GET', '/prices/TCS');
    const { close } = prices.days.find(({ date }) => date === '2025-01-31')!;
    const ten = BigInt(close.replace('.', '')) * 10n;
    const limit = `${ten / 100n}.${String(ten % 100n).padStart(2, '0')}`;
    await platform.deliverProfiles([
      profileOf('exact', { tradingLimits: { currency: 'INR', daily: limit, monthly: null } }),
    ]);
    const filled = await platform.request('POST', '/orders', order('exact'));
    expect(filled).toMatchObject({ status: 201, body: { value: limit, price: close, sequence: 1 } });
    const refused = await platform.request('POST', '/orders', order('exact', { quantity: 1 }));
    expect(refused.body).toMatchObject({ code: 'daily_limit_exceeded', status: 422 });
    const { body: account } = await platform.request('GET', '/accounts/exact?date=2025-01-31');
    expect(account).toMatchObject({
      traded: { onDay: limit, inMonth: limit },
      positions: [{ symbol: 'TCS', quantity: 10 }],
    });
  });

  it('books and announces in the order of the batch; a sale may use what the batch bought', async () => {
    await platform.deliverProfiles([profileOf('batch-a'), profileOf('batch-b')]);
    const arrived = hub.events.length;
    const { body } = await platform.request<BatchResults>('POST', '/orders/batch', {
      orders: [
        order('batch-a'),
        order('batch-b', { symbol: 'INFY' }),
        order('batch-a', { side: 'sell', quantity: 11 }),
        order('batch-a', { side: 'sell', quantity: 4 }),
        order('nobody'),
      ],
    });
    expect(body.results.map(({ code, execution }) => code ?? execution?.sequence)).toEqual([
      1,
      1,
      'insufficient_holding',
      2,
      'unknown_account',
    ]);
    await hub.received(arrived + 3);
    const told = hub.events.slice(arrived).filter(({ payload }) => payload.userId === 'batch-a');
    expect(told.map(({ payload }) => [payload['sequence'], payload['trade']])).toEqual([
      [1, expect.objectContaining({ side: 'buy', quantity: 10 })],
      [2, expect.objectContaining({ side: 'sell', quantity: 4 })],
    ]);
    expect(told[0]).toMatchObject({
      eventType: 'trade_executed',
      source: 'trading_platform',
      requiresSync: ['black_portal', 'support_portal'],
      payload: { trade: { symbol: 'TCS', quantity: 10, currency: 'INR', tradedOn: '2025-01-31' } },
    });
    const { body: account } = await platform.request('GET', '/accounts/batch-a');
    expect(account.positions).toEqual([{ symbol: 'TCS', quantity: 6 }]);
  });

  it('fills an order that comes again only once, also within one batch and at the same time', async () => {
    await platform.deliverProfiles([profileOf('again')]);
    const named = order('again', { orderId: 'order-1' });
    const [first, second, batch] = await Promise.all([
      platform.request<Execution>('POST', '/orders', named),
      platform.request<Execution>('POST', '/orders', named),
      platform.request<BatchResults>('POST', '/orders/batch', { orders: [named, named] }),
    ]);
    const executions = [first.body, second.body, ...batch.body.results.map(({ execution }) => execution)];
    const ids = executions.map((execution) => execution?.executionId);
    expect(new Set(ids).size).toBe(1);
    const { body } = await platform.request('GET', '/executions?userId=again');
    expect(body.executions).toHaveLength(1);
  });

  it('lets concurrent orders of one person not slip past a limit together', async () => {
    await platform.deliverProfiles([
      profileOf('racing', { tradingLimits: { currency: 'INR', daily: '200000.00', monthly: null } }),
    ]);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => platform.request('POST', '/orders', order('racing'))),
    );
    const { body } = await platform.request<{ traded: { onDay: string } }>(
      'GET',
      '/accounts/racing?date=2025-01-31',
    );
    const filled = answers.filter(({ status }) => status === 201).length;
    expect(filled).toBeGreaterThan(0);
    expect(answers.filter(({ status }) => status === 422)).toHaveLength(20 - filled);
    expect(Number(body.traded.onDay)).toBeLessThanOrEqual(200_000);
    const { body: page } = await platform.request<Page>('GET', '/executions?userId=racing&after=1');
    expect(page.executions.map(({ sequence }) => sequence)).toEqual(
      Array.from({ length: filled - 1 }, (_, index) => index + 2),
    );
  });

  it('leaves nothing behind when the event cannot be written', async () => {
    await platform.deliverProfiles([profileOf('atomic')]);
    await platform.pool.query('alter table interlock_outbox rename to interlock_outbox_gone');
    const answer = await platform.request('POST', '/orders', order('atomic'));
    await platform.pool.query('alter table interlock_outbox_gone rename to interlock_outbox');
    expect(answer.status).toBe(500);
    const { body } = await platform.request('GET', '/executions?userId=atomic');
    expect(body.executions).toEqual([]);
    expect((await platform.request('GET', '/accounts/atomic')).body.positions).toEqual([]);
  });

  it.each([
    ['a fraction of a share', { quantity: 1.5 }],
    ['a number in quotes', { quantity: '10' }],
    ['nothing at all', { quantity: 0 }],
    ['an unknown side', { side: 'hold' }],
    ['a member that is not asked for', { price: '1.00' }],
    ['a date in another form', { date: '31/01/2025' }],
  ])('refuses %s', async (_what, own) => {
    const answer = await platform.request('POST', '/orders', order('limited', own));
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
  });
});

describe('an emergency', () => {
  const danger = (userId: string, emergencyId: string) =>
    eventOf('emergency_triggered', { userId, emergencyId, severity: 'high', protocol: 'security' });
  const over = (userId: string, emergencyId?: string) =>
    eventOf('emergency_resolved', { userId, ...(emergencyId !== undefined && { emergencyId }) });

  it('pauses the account until the last open one is resolved', async () => {
    await platform.deliverProfiles([profileOf('endangered')]);
    await platform.deliver([danger('endangered', 'one'), danger('endangered', 'two')]);
    const paused = await platform.request('POST', '/orders', order('endangered'));
    expect(paused).toMatchObject({ status: 423, body: { code: 'account_paused' } });
    await platform.deliver([over('endangered', 'one')]);
    expect((await platform.request('GET', '/accounts/endangered')).body.paused).toBe(true);
    await platform.deliver([over('endangered', 'two')]);
    expect((await platform.request('POST', '/orders', order('endangered'))).status).toBe(201);
  });

  it('is not forgotten when it comes before the account', async () => {
    await platform.deliver([danger('early', 'one')]);
    await platform.deliverProfiles([profileOf('early')]);
    expect((await platform.request('POST', '/orders', order('early'))).status).toBe(423);
    await platform.deliver([over('early')]);
    expect((await platform.request('POST', '/orders', order('early'))).status).toBe(201);
  });
});

it('keeps insights of conversations about investments, and of no others, each once', async () => {
  const advice = eventOf('butler_interaction', {
    userId: 'curious',
    topic: 'investment_advice',
    symbols: ['TCS'],
  });
  const request = eventOf('service_request', { userId: 'curious', service: 'investment', details: 'bonds' });
  const chat = eventOf('butler_interaction', { userId: 'curious', topic: 'weather' });
  expect(await platform.deliver([advice, chat, request])).toEqual({});
  expect(await platform.deliver([advice, chat, request])).toEqual({});
  const { body } = await platform.request<{ insights: { kind: string }[] }>(
    'GET',
    '/accounts/curious/insights',
  );
  expect(body.insights.map(({ kind }) => kind).toSorted()).toEqual(['butler_interaction', 'service_request']);
});

it('works alone: accounts are opened by hand, until a hub tells their terms', async () => {
  const terms = { tier: 'onyx', tradingLimits: { currency: 'INR', daily: '50000.00', monthly: null } };
  const opened = await platform.request('POST', '/accounts', { userId: 'alone', ...terms });
  expect(opened).toMatchObject({ status: 201, body: { version: 0, ...terms } });
  const again = await platform.request('POST', '/accounts', { userId: 'alone', ...terms });
  expect(again).toMatchObject({ status: 409, body: { code: 'account_exists' } });
  await platform.deliverProfiles([profileOf('alone')]);
  expect((await platform.request('GET', '/accounts/alone')).body).toMatchObject({ version: 1 });
});

it('keeps events over a restart while the hub is away, and sends them in order when it is back', async () => {
  await platform.deliverProfiles([profileOf('patient')]);
  hub.available = false;
  await platform.request('POST', '/orders', order('patient'));
  await platform.restart();
  await platform.request('POST', '/orders', order('patient', { symbol: 'INFY' }));
  const arrived = hub.events.length;
  hub.available = true;
  await hub.received(arrived + 2);
  const told = hub.events.filter(({ payload }) => payload.userId === 'patient');
  expect(told.map(({ payload }) => payload['sequence'])).toEqual([1, 2]);
});

it('exports every execution, by person and sequence', async () => {
  const lines = await platform.readLines('/reconciliation/executions');
  const { rows } = await platform.pool.query<{ count: number }>(
    'select count(*)::int as count from trading.executions',
  );
  expect(lines).toHaveLength(rows[0]?.count ?? 0);
  expect(lines.filter(({ userId }) => userId === 'patient').map(({ sequence }) => sequence)).toEqual([1, 2]);
});
