import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openTestWebhooks, testSecrets as secrets, type TestWebhooks } from './testing/open-test-webhooks.ts';
import { signRazorpay, signStripe } from './testing/sign.ts';

let hub: TestWebhooks;

beforeAll(async () => {
  hub = await openTestWebhooks();
});
afterAll(() => hub.close());
beforeEach(() => hub.test.database.query('truncate webhooks.receipts, events.log'));

const stripeEvent = (type: string, object: object, previous?: object) =>
  JSON.stringify({
    id: 'evt_1',
    object: 'event',
    type,
    created: 1_790_000_000,
    livemode: true,
    data: { object, ...(previous === undefined ? {} : { previous_attributes: previous }) },
  });
const intent = {
  id: 'pi_1',
  amount: 250_000,
  amount_received: 249_900,
  currency: 'inr',
  metadata: { userId: 'member-1' },
};

describe('Stripe', () => {
  it('turns a payment into one event, however often it is told of', async () => {
    const body = stripeEvent('payment_intent.succeeded', intent);
    const first = await hub.post('stripe', body, signStripe(secrets.stripe, body));
    expect([first.statusCode, first.json()]).toMatchObject([200, { accepted: 1, duplicates: 0, refused: 0 }]);
    const again = await hub.post(
      'stripe',
      body,
      signStripe(secrets.stripe, body, Date.now() - 60_000),
      'POST',
    );
    expect([again.statusCode, again.json()]).toMatchObject([200, { accepted: 0, duplicates: 1, refused: 0 }]);
    expect(await hub.events()).toEqual([
      {
        eventId: 'stripe:evt_1',
        timestamp: '2026-09-21T14:13:20.000Z',
        source: 'payment_processor',
        eventType: 'payment_received',
        payload: {
          provider: 'stripe',
          userId: 'member-1',
          paymentId: 'pi_1',
          amountMinor: '249900',
          currency: 'INR',
          isTest: false,
        },
        requiresSync: [],
      },
    ]);
  });

  it('tells how much each of several refunds is, and why a payment failed', async () => {
    const refund = stripeEvent(
      'charge.refunded',
      { id: 'ch_1', payment_intent: 'pi_1', amount_refunded: 700, currency: 'usd', metadata: {} },
      { amount_refunded: 200 },
    );
    await hub.post('stripe', refund, signStripe(secrets.stripe, refund));
    const failure = stripeEvent('payment_intent.payment_failed', {
      ...intent,
      last_payment_error: { code: 'card_declined', message: 'Declined.' },
    }).replace('evt_1', 'evt_2');
    await hub.post('stripe', failure, signStripe(secrets.stripe, failure));
    expect((await hub.events()).map(({ eventType, payload }) => ({ eventType, ...payload }))).toMatchObject([
      {
        eventType: 'payment_refunded',
        paymentId: 'pi_1',
        amountMinor: '500',
        refundedTotalMinor: '700',
        currency: 'USD',
      },
      { eventType: 'payment_failed', amountMinor: '250000', failure: { code: 'card_declined' } },
    ]);
  });

  it('acknowledges what the hub has no use for', async () => {
    const body = stripeEvent('customer.created', { id: 'cus_1' });
    const answer = await hub.post('stripe', body, signStripe(secrets.stripe, body));
    expect([answer.statusCode, answer.json()]).toEqual([
      200,
      { accepted: 0, duplicates: 0, refused: 0, results: [] },
    ]);
    expect(await hub.events()).toEqual([]);
  });
});

const razorpayEvent = (event: string, payload: object) =>
  JSON.stringify({ entity: 'event', event, contains: ['payment'], payload, created_at: 1_790_000_000 });
const payment = {
  id: 'pay_1',
  amount: 100_000,
  currency: 'INR',
  status: 'captured',
  order_id: 'order_1',
  fee: 2_360,
  tax: 360,
  notes: { userId: 'member-2' },
};

describe('Razorpay', () => {
  it('turns a captured payment into an event', async () => {
    const body = razorpayEvent('payment.captured', { payment: { entity: payment } });
    await hub.post('razorpay', body, signRazorpay(secrets.razorpay, 'rzp_evt_1', body));
    expect(await hub.events()).toMatchObject([
      {
        eventId: 'razorpay:rzp_evt_1',
        source: 'payment_processor',
        eventType: 'payment_received',
        payload: {
          provider: 'razorpay',
          userId: 'member-2',
          paymentId: 'pay_1',
          orderId: 'order_1',
          amountMinor: '100000',
          feeMinor: '2360',
          taxMinor: '360',
          currency: 'INR',
        },
      },
    ]);
  });

  it('books nothing twice when a captured body is replayed under another, unsigned event id', async () => {
    const body = razorpayEvent('payment.captured', { payment: { entity: payment } });
    await hub.post('razorpay', body, signRazorpay(secrets.razorpay, 'rzp_evt_1', body));
    const replay = await hub.post('razorpay', body, signRazorpay(secrets.razorpay, 'made_up', body));
    expect([replay.statusCode, replay.json()]).toMatchObject([200, { accepted: 0, duplicates: 1 }]);
    expect(await hub.events()).toHaveLength(1);
  });

  it('reads refunds and failures, and notes that are an empty list', async () => {
    const refund = razorpayEvent('refund.processed', {
      refund: { entity: { id: 'rfnd_1', payment_id: 'pay_1', amount: 40_000, currency: 'INR', notes: [] } },
      payment: { entity: payment },
    });
    await hub.post('razorpay', refund, signRazorpay(secrets.razorpay, 'rzp_evt_2', refund));
    const failure = razorpayEvent('payment.failed', {
      payment: {
        entity: { ...payment, notes: [], error_code: 'BAD_REQUEST_ERROR', error_description: 'Timed out' },
      },
    });
    await hub.post('razorpay', failure, signRazorpay(secrets.razorpay, 'rzp_evt_3', failure));
    const [refunded, failed] = await hub.events();
    expect(refunded?.payload).toMatchObject({ userId: 'member-2', refundId: 'rfnd_1', amountMinor: '40000' });
    expect(failed).toMatchObject({
      eventType: 'payment_failed',
      payload: { failure: { code: 'BAD_REQUEST_ERROR' } },
    });
    expect(failed?.payload.userId).toBeUndefined();
  });
});
