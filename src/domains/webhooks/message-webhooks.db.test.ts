import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  openTestWebhooks,
  platformSecret,
  testSecrets as secrets,
  type TestWebhooks,
} from './testing/open-test-webhooks.ts';
import { signStandard, signWhatsapp } from './testing/sign.ts';

let hub: TestWebhooks;

beforeAll(async () => {
  hub = await openTestWebhooks();
});
afterAll(() => hub.close());
beforeEach(() => hub.test.database.query('truncate webhooks.receipts, events.log'));

const whatsappBody = (value: object) =>
  JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [
      {
        id: 'account',
        changes: [
          {
            field: 'messages',
            value: {
              messaging_product: 'whatsapp',
              metadata: { display_phone_number: '15550001111', phone_number_id: '42' },
              ...value,
            },
          },
          { field: 'message_template_status_update', value: { event: 'APPROVED' } },
        ],
      },
    ],
  });

describe('WhatsApp', () => {
  it('turns every message and every status into an event of its own', async () => {
    const body = whatsappBody({
      contacts: [{ profile: { name: 'Asha' }, wa_id: '919800000000' }],
      messages: [
        {
          id: 'wamid.A',
          from: '919800000000',
          timestamp: '1790000000',
          type: 'text',
          text: { body: 'Hello' },
        },
        {
          id: 'wamid.B',
          from_user_id: 'IN.7',
          timestamp: '1790000001',
          type: 'image',
          image: { id: 'media' },
        },
      ],
      statuses: [
        { id: 'wamid.C', status: 'delivered', timestamp: '1790000002', recipient_id: '919800000000' },
        {
          id: 'wamid.C',
          status: 'failed',
          timestamp: '1790000003',
          errors: [{ code: 131047, title: 'Re-engagement' }],
        },
      ],
    });
    const answer = await hub.post('whatsapp', body, signWhatsapp(secrets.whatsapp, body), 'POST');
    expect([answer.statusCode, answer.json()]).toMatchObject([200, { accepted: 4 }]);
    const events = await hub.events();
    expect(events.map(({ eventId, eventType }) => [eventId, eventType])).toEqual([
      ['whatsapp:wamid.A', 'whatsapp_message_received'],
      ['whatsapp:wamid.B', 'whatsapp_message_received'],
      ['whatsapp:wamid.C:delivered', 'whatsapp_message_status'],
      ['whatsapp:wamid.C:failed', 'whatsapp_message_status'],
    ]);
    expect(events[0]?.payload).toMatchObject({
      from: '919800000000',
      contactName: 'Asha',
      phoneNumberId: '42',
      type: 'text',
      content: { body: 'Hello' },
    });
    expect(events[1]?.payload).toMatchObject({ from: null, fromUserId: 'IN.7', content: { id: 'media' } });
    expect(events[3]?.payload).toMatchObject({ errors: [{ code: 131047, title: 'Re-engagement' }] });
  });

  it('takes the messages that are new when Meta sends some again among them', async () => {
    const message = (id: string) => ({
      id,
      from: '91',
      timestamp: '1790000000',
      type: 'text',
      text: { body: id },
    });
    const first = whatsappBody({ messages: [message('wamid.1')] });
    await hub.post('whatsapp', first, signWhatsapp(secrets.whatsapp, first));
    const second = whatsappBody({ messages: [message('wamid.1'), message('wamid.2')] });
    const answer = await hub.post('whatsapp', second, signWhatsapp(secrets.whatsapp, second));
    expect(answer.json()).toMatchObject({ accepted: 1, duplicates: 1 });
  });

  it('answers the verification with the raw challenge, to the right token alone', async () => {
    const ask = (token: string, path = '') =>
      hub.app.inject({
        url: `/api/integration/sync/webhook${path}?hub.mode=subscribe&hub.verify_token=${token}&hub.challenge=1158201444`,
      });
    for (const path of ['', '/whatsapp']) {
      const answer = await ask('entered-at-meta', path);
      expect([answer.statusCode, answer.headers['content-type'], answer.body]).toEqual([
        200,
        'text/plain',
        '1158201444',
      ]);
    }
    for (const answer of [await ask('guessed'), await ask('entered-at-meta', '/stripe')]) {
      expect([answer.statusCode, answer.json()]).toMatchObject([
        403,
        { code: 'webhooks.verification_refused' },
      ]);
    }
  });
});

describe('Standard Webhooks', () => {
  const check = JSON.stringify({
    type: 'kyc.verified',
    timestamp: '2026-01-22T10:00:00Z',
    data: { userId: 'member-3', reference: 'case-9' },
  });

  it('turns a provider’s check into an event, once over several attempts', async () => {
    await hub.post('kyc_provider', check, signStandard(secrets.kyc_provider, 'msg_1', check));
    const again = await hub.post(
      'kyc_provider',
      check,
      signStandard(secrets.kyc_provider, 'msg_1', check, Date.now() - 9_000),
    );
    expect(again.json()).toMatchObject({ duplicates: 1 });
    expect(await hub.events()).toMatchObject([
      {
        eventId: 'kyc_provider:msg_1',
        source: 'kyc_provider',
        eventType: 'compliance_check',
        payload: { userId: 'member-3', check: 'kyc', outcome: 'verified', details: { reference: 'case-9' } },
      },
    ]);
  });

  it('takes the events of a platform that signs with its own secret', async () => {
    const event = (eventId: string, source = 'trading_platform') => ({
      eventId,
      timestamp: new Date().toISOString(),
      source,
      eventType: 'trade_executed',
      payload: { userId: 'm', trade: { symbol: 'TCS', quantity: 1, price: '1.00' } },
    });
    const send = (events: unknown, secret = platformSecret) => {
      const body = JSON.stringify(events);
      return hub.post('trading_platform', body, signStandard(secret, randomUUID(), body));
    };
    expect((await send([event('t-1'), event('t-2')])).json()).toMatchObject({ accepted: 2 });
    expect((await send(event('t-2'))).json()).toMatchObject({ code: 'events.id_conflict' });
    expect((await send([event('t-3', 'black_portal')])).json()).toMatchObject({
      code: 'webhooks.foreign_source',
    });
    expect((await send(event('t-4'), secrets.kyc_provider)).json()).toMatchObject({
      code: 'webhooks.signature_invalid',
    });
    const mixed = await send([event('t-5'), { ...event('t-6'), eventType: 'unheard_of' }]);
    expect([mixed.statusCode, mixed.json()]).toMatchObject([
      207,
      {
        accepted: 1,
        refused: 1,
        results: [{}, { eventId: 't-6', problem: { code: 'events.unknown_type' } }],
      },
    ]);
  });
});
