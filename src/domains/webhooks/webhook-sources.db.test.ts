import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openTestWebhooks, testSecrets as secrets, type TestWebhooks } from './testing/open-test-webhooks.ts';
import { signStandard, signStripe } from './testing/sign.ts';

let hub: TestWebhooks;

beforeAll(async () => {
  hub = await openTestWebhooks();
});
afterAll(() => hub.close());
beforeEach(() => hub.test.database.query('truncate webhooks.receipts, events.log'));

const body = JSON.stringify({
  id: 'evt_1',
  object: 'event',
  type: 'payment_intent.succeeded',
  created: 1_790_000_000,
  data: { object: { id: 'pi_1', amount: 250_000, currency: 'inr', metadata: { userId: 'member-1' } } },
});

describe('what is refused', () => {
  const codeOf = async (answer: Promise<{ statusCode: number; json(): unknown }>) => {
    const { statusCode, json } = await answer.then((given) => ({
      statusCode: given.statusCode,
      json: given.json(),
    }));
    return [statusCode, (json as { code: string }).code];
  };

  it('leaves nothing behind', async () => {
    expect(await codeOf(hub.post('nobody', body, {}))).toEqual([404, 'webhooks.unknown_source']);
    expect(
      await codeOf(hub.app.inject({ method: 'PUT', url: '/api/integration/sync/webhook', payload: {} })),
    ).toEqual([404, 'webhooks.unknown_source']);
    expect(await codeOf(hub.post('stripe', body, {}))).toEqual([401, 'webhooks.signature_missing']);
    expect(await codeOf(hub.post('stripe', body, signStripe('whsec_of_somebody_else', body)))).toEqual([
      401,
      'webhooks.signature_invalid',
    ]);
    expect(await codeOf(hub.post('stripe', `${body}\n`, signStripe(secrets.stripe, body)))).toEqual([
      401,
      'webhooks.signature_invalid',
    ]);
    expect(
      await codeOf(hub.post('stripe', body, signStripe(secrets.stripe, body, Date.now() - 301_000))),
    ).toEqual([401, 'webhooks.signature_expired']);
    expect(await codeOf(hub.post('stripe', '{"id":', signStripe(secrets.stripe, '{"id":')))).toEqual([
      400,
      'http.malformed_json',
    ]);
    expect(await codeOf(hub.post('stripe', '{"id":1}', signStripe(secrets.stripe, '{"id":1}')))).toEqual([
      422,
      'webhooks.unreadable_body',
    ]);
    expect(await hub.events()).toEqual([]);
  });

  it('includes a source that is shut out, until it is let in again', async () => {
    const set = (enabled: boolean) =>
      hub.app.inject({ method: 'PATCH', url: '/api/admin/webhooks/sources/stripe', payload: { enabled } });
    await set(false);
    expect(await codeOf(hub.post('stripe', body, signStripe(secrets.stripe, body)))).toEqual([
      404,
      'webhooks.unknown_source',
    ]);
    await set(true);
    expect((await hub.post('stripe', body, signStripe(secrets.stripe, body))).statusCode).toBe(200);
  });

  it('does not depend on the content type, and works where no header can be set', async () => {
    const answer = await hub.app.inject({
      method: 'POST',
      url: '/api/integration/sync/webhook/stripe',
      headers: { ...signStripe(secrets.stripe, body), 'content-type': 'text/plain' },
      payload: body,
    });
    expect([answer.statusCode, answer.json()]).toMatchObject([200, { accepted: 1 }]);
  });
});

describe('the administration', () => {
  it('rotates a secret with an overlap, or at once', async () => {
    const url = '/api/admin/webhooks/sources/kyc_provider/secrets';
    const rotate = async (payload: object) =>
      (await hub.app.inject({ method: 'POST', url, payload })).json<{ secret: string }>().secret;
    const send = async (secret: string) => {
      const id = randomUUID();
      const message = JSON.stringify({
        type: 'aml.cleared',
        timestamp: '2026-01-22T10:00:00Z',
        data: { userId: 'm', id },
      });
      return (await hub.post('kyc_provider', message, signStandard(secret, id, message))).statusCode;
    };
    const second = await rotate({});
    expect([await send(secrets.kyc_provider), await send(second)]).toEqual([200, 200]);
    const third = await rotate({ overlapSeconds: 0 });
    expect([await send(second), await send(third)]).toEqual([401, 200]);
    await rotate({ secret: secrets.kyc_provider, overlapSeconds: 0 });
  });

  it('shows sources and receipts without their secrets', async () => {
    await hub.post('stripe', body, signStripe(secrets.stripe, body));
    await hub.post('stripe', body, signStripe(secrets.stripe, body));
    const sources = await hub.app.inject({ url: '/api/admin/webhooks/sources' });
    expect(
      sources.json<{ sources: { sourceId: string }[] }>().sources.map(({ sourceId }) => sourceId),
    ).toEqual(['kyc_provider', 'razorpay', 'stripe', 'whatsapp']);
    for (const secret of Object.values(secrets)) expect(sources.body).not.toContain(secret);
    const receipts = await hub.app.inject({ url: '/api/admin/webhooks/receipts?source=stripe' });
    expect(receipts.json()).toMatchObject({
      receipts: [{ sourceId: 'stripe', deliveries: 2, eventsAccepted: 1, eventsRefused: 0, errorCode: null }],
    });
  });

  it('keeps names apart, secrets well-formed, and forgets who is removed', async () => {
    const register = async (payload: object) =>
      (await hub.app.inject({ method: 'POST', url: '/api/admin/webhooks/sources', payload })).json<{
        code: string;
      }>();
    expect((await register({ sourceId: 'stripe', scheme: 'stripe' })).code).toBe(
      'webhooks.already_registered',
    );
    expect((await register({ sourceId: 'trading_platform', scheme: 'stripe' })).code).toBe(
      'webhooks.reserved_name',
    );
    expect((await register({ sourceId: 'other', scheme: 'standard', secret: 'whsec_c2hvcnQ=' })).code).toBe(
      'webhooks.invalid_secret',
    );
    expect(
      (await register({ sourceId: 'other', scheme: 'stripe', verifyToken: 'not-for-stripe' })).code,
    ).toBe('webhooks.verify_token_not_used');
    const made = await hub.app.inject({
      method: 'POST',
      url: '/api/admin/webhooks/sources',
      payload: { sourceId: 'other', scheme: 'standard' },
    });
    expect(made.json()).toMatchObject({ secret: expect.stringMatching(/^whsec_/) as string });
    const removed = await hub.app.inject({ method: 'DELETE', url: '/api/admin/webhooks/sources/other' });
    expect(removed.statusCode).toBe(204);
    const gone = await hub.app.inject({ method: 'DELETE', url: '/api/admin/webhooks/sources/other' });
    expect([gone.statusCode, gone.json()]).toMatchObject([404, { code: 'webhooks.unknown_source' }]);
  });

  it('stores secrets sealed', async () => {
    const rows = await hub.test.database.query<{ sealed: Buffer }>('select sealed from webhooks.secrets');
    for (const { sealed } of rows) {
      for (const secret of Object.values(secrets)) expect(sealed.includes(secret)).toBe(false);
    }
  });
});
