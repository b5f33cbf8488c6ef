import { profileDigest, type SupportPortalProfile } from '@interlock/connector';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventOf, openTestPlatform, type TestPlatform } from '../testing/open-test-platform.ts';
import { startTestHub, type TestHub } from '../testing/start-test-hub.ts';
import { createSupportPortal, supportPortal } from './create-support-portal.ts';

let hub: TestHub;
let platform: TestPlatform;
beforeAll(async () => {
  hub = await startTestHub();
  platform = await openTestPlatform({ id: supportPortal, create: createSupportPortal }, hub.client);
});
afterAll(async () => {
  await platform.close();
  await hub.close();
});

const profileOf = (userId: string, own: Partial<SupportPortalProfile> = {}): SupportPortalProfile => ({
  userId,
  version: 1,
  tier: 'onyx',
  anonymousId: `anonymous-${userId}`,
  active: true,
  butlerPersonality: 'Sterling',
  whatsappLinked: false,
  emergencyProtocols: ['medical', 'security'],
  ...own,
});

const trade = (userId: string, sequence: number) =>
  eventOf('trade_executed', {
    userId,
    executionId: `${userId}-${sequence}`,
    sequence,
    trade: { symbol: 'TCS', side: 'buy', quantity: sequence, price: '100.00' },
  });

interface Context {
  readonly profile: object | null;
  readonly recentTrades: readonly object[];
  readonly tickets: readonly object[];
  readonly emergencies: readonly object[];
}

const contextOf = async (userId: string): Promise<Context> =>
  (await platform.request<Context>('GET', `/contexts/${userId}`)).body;

describe('people', () => {
  it('get another butler with another tier, and have the digest of their profile', async () => {
    await platform.deliverProfiles([profileOf('rising')]);
    const obsidian = profileOf('rising', { version: 2, tier: 'obsidian', butlerPersonality: 'Prism' });
    await platform.deliverProfiles([obsidian]);
    expect((await contextOf('rising')).profile).toMatchObject({ butlerPersonality: 'Prism' });
    expect(await platform.readDigests(['rising'])).toEqual([
      { userId: 'rising', version: 2, digest: profileDigest(obsidian) },
    ]);
    await platform.pool.query(`update support.people set whatsapp_linked = true where user_id = 'rising'`);
    const [drifted] = await platform.readDigests(['rising']);
    expect(drifted?.digest).not.toBe(profileDigest(obsidian));
  });
});

describe('the butler', () => {
  it('knows every trade once and in order, and has the latest in mind', async () => {
    const events = Array.from({ length: 30 }, (_, index) => trade('trader', index + 1));
    await platform.deliver(events.slice(0, 12));
    await Promise.all([platform.deliver(events), platform.deliver(events.slice(5))]);
    const lines = await platform.readLines('/reconciliation/executions');
    const mine = lines.filter(({ userId }) => userId === 'trader');
    expect(mine.map(({ sequence }) => sequence)).toEqual(events.map((_, index) => index + 1));
    const { recentTrades } = await contextOf('trader');
    expect(recentTrades).toHaveLength(20);
    expect(recentTrades[0]).toMatchObject({ executionId: 'trader-30', symbol: 'TCS', quantity: 30 });
  });

  it('remembers a conversation, and shares what was learnt but not what was said', async () => {
    const arrived = hub.events.length;
    const answer = await platform.request('POST', '/conversations/talker/messages', {
      text: 'Keep it between us: I like dark screens and TCS.',
      channel: 'whatsapp',
      topic: 'investment_advice',
      preferences: { theme: 'dark' },
      symbols: ['TCS'],
    });
    expect(answer.status).toBe(201);
    await hub.received(arrived + 1);
    expect(hub.events.at(-1)).toMatchObject({
      eventId: answer.body.messageId,
      source: 'support_portal',
      eventType: 'butler_interaction',
      payload: { userId: 'talker', topic: 'investment_advice', preferences: { theme: 'dark' } },
    });
    expect(JSON.stringify(hub.events)).not.toContain('between us');
    const context = await contextOf('talker');
    expect(context).toMatchObject({
      profile: null,
      preferences: { theme: 'dark' },
      recentInteractions: [{ topic: 'investment_advice', symbols: ['TCS'] }],
    });
    const { body } = await platform.request('GET', '/conversations/talker/messages');
    expect(body.messages).toMatchObject([
      { channel: 'whatsapp', text: 'Keep it between us: I like dark screens and TCS.' },
    ]);
  });

  it('hears of conversations elsewhere', async () => {
    await platform.deliver([
      eventOf('butler_interaction', { userId: 'guest', topic: 'travel', preferences: { seat: 'aisle' } }),
    ]);
    expect(await contextOf('guest')).toMatchObject({
      preferences: { seat: 'aisle' },
      recentInteractions: [{ topic: 'travel' }],
    });
  });

  it.each([
    ['a NUL', 'a\u0000b'],
    ['half a surrogate pair', 'a\ud800b'],
    ['nothing', ''],
  ])('refuses a message with %s', async (_what, text) => {
    const answer = await platform.request('POST', '/conversations/talker/messages', { text });
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
  });
});

describe('the concierge', () => {
  it('gets a ticket for a request made here, which is announced, and closes it once', async () => {
    const arrived = hub.events.length;
    const { body } = await platform.request<{ ticketId: string }>('POST', '/service-requests', {
      userId: 'guest',
      service: 'jet',
    });
    await hub.received(arrived + 1);
    expect(hub.events.at(-1)).toMatchObject({
      eventId: body.ticketId,
      eventType: 'service_request',
      payload: { userId: 'guest', service: 'jet' },
    });
    expect((await contextOf('guest')).tickets).toMatchObject([{ ticketId: body.ticketId, service: 'jet' }]);
    expect((await platform.request('POST', `/tickets/${body.ticketId}/close`)).status).toBe(204);
    const again = await platform.request('POST', `/tickets/${body.ticketId}/close`);
    expect(again).toMatchObject({ status: 404, body: { code: 'unknown_ticket' } });
    expect((await contextOf('guest')).tickets).toEqual([]);
  });

  it('gets one ticket for a request made elsewhere, however often it is told', async () => {
    const request = eventOf('service_request', { userId: 'asker', service: 'yacht', details: 'for ten' });
    await platform.deliver([request]);
    await platform.deliver([request]);
    const { body } = await platform.request('GET', '/tickets?userId=asker');
    expect(body.tickets).toMatchObject([{ ticketId: request.eventId, service: 'yacht' }]);
  });
});

describe('an emergency', () => {
  it('calls the team of its protocol and tells butler, concierge and a linked WhatsApp', async () => {
    await platform.deliverProfiles([profileOf('linked', { whatsappLinked: true })]);
    await platform.deliver([
      eventOf('emergency_triggered', {
        userId: 'linked',
        emergencyId: 'e',
        severity: 'high',
        protocol: 'medical',
      }),
    ]);
    const { emergencies } = await contextOf('linked');
    expect(emergencies).toMatchObject([
      { protocol: 'medical', responders: ['medical_team', 'butler', 'concierge', 'whatsapp'] },
    ]);
    await platform.deliver([eventOf('emergency_resolved', { userId: 'linked' })]);
    expect((await contextOf('linked')).emergencies).toEqual([]);
  });

  it('of a person not known yet, without a protocol, calls every team', async () => {
    await platform.deliver([
      eventOf('emergency_triggered', { userId: 'unknown', severity: 'life_threatening' }),
    ]);
    const { emergencies } = await contextOf('unknown');
    expect(emergencies).toEqual([
      expect.objectContaining({
        responders: [
          'medical_team',
          'security_team',
          'legal_counsel',
          'account_protection',
          'butler',
          'concierge',
        ],
      }),
    ]);
  });
});
