import { z } from 'zod';
import type { NewEvent } from '#events';
import type { WebhookMapping } from '../types.ts';
import { eventIdFor } from './event-id-for.ts';
import { fromUnixSeconds } from './from-unix-seconds.ts';
import { parseBody } from './parse-body.ts';
import { userIdOf } from './user-id-of.ts';

/** Minor units of the currency: cents for USD, yen for JPY. */
const amount = z.int().nonnegative();

const eventSchema = z.object({
  id: z.string().min(1),
  object: z.literal('event'),
  type: z.string(),
  created: z.int().positive(),
  livemode: z.boolean().default(true),
  data: z.object({
    object: z.record(z.string(), z.unknown()),
    previous_attributes: z.record(z.string(), z.unknown()).optional(),
  }),
});

const paymentIntentSchema = z.object({
  id: z.string(),
  amount,
  amount_received: amount.optional(),
  currency: z.string(),
  metadata: z.unknown(),
  last_payment_error: z.object({ code: z.string().nullish(), message: z.string().nullish() }).nullish(),
});

const chargeSchema = z.object({
  id: z.string(),
  amount_refunded: amount,
  currency: z.string(),
  payment_intent: z.string().nullish(),
  metadata: z.unknown(),
});

/**
 * Stripe events. One payment is told of by many of them; exactly one of each outcome is mapped, so that no
 * payment counts twice: `payment_intent.succeeded`, `payment_intent.payment_failed`, `charge.refunded`.
 */
export const mapStripeEvent: WebhookMapping = (body, { source }) => {
  const event = parseBody(eventSchema, body);
  const mapped = toPayment(event);
  if (mapped === undefined) return [];
  const { eventType, payload } = mapped;
  return [
    {
      eventId: eventIdFor(source.sourceId, event.id),
      timestamp: fromUnixSeconds(event.created),
      source: source.eventSource,
      eventType,
      payload: { provider: 'stripe', ...payload, isTest: !event.livemode },
    },
  ];
};

function toPayment(event: z.output<typeof eventSchema>): Pick<NewEvent, 'eventType' | 'payload'> | undefined {
  switch (event.type) {
    case 'payment_intent.succeeded':
      return { eventType: 'payment_received', payload: describeIntent(event.data.object, 'received') };
    case 'payment_intent.payment_failed':
      return { eventType: 'payment_failed', payload: describeIntent(event.data.object, 'failed') };
    case 'charge.refunded':
      return { eventType: 'payment_refunded', payload: describeRefund(event.data) };
    default:
      return undefined;
  }
}

function describeIntent(object: unknown, outcome: 'received' | 'failed'): Record<string, unknown> {
  const intent = parseBody(paymentIntentSchema, object);
  const error = intent.last_payment_error;
  return {
    ...userIdOf(intent.metadata),
    paymentId: intent.id,
    amountMinor: String(outcome === 'received' ? (intent.amount_received ?? intent.amount) : intent.amount),
    currency: intent.currency.toUpperCase(),
    ...(outcome === 'failed' && error != null
      ? { failure: { code: error.code ?? null, message: error.message ?? null } }
      : {}),
  };
}

/** Stripe tells the total refunded so far; what it was before tells how much this refund is. */
function describeRefund({
  object,
  previous_attributes: previous,
}: z.output<typeof eventSchema>['data']): Record<string, unknown> {
  const charge = parseBody(chargeSchema, object);
  const before = parseBody(z.object({ amount_refunded: amount.default(0) }), previous ?? {});
  return {
    ...userIdOf(charge.metadata),
    paymentId: charge.payment_intent ?? charge.id,
    amountMinor: String(charge.amount_refunded - before.amount_refunded),
    refundedTotalMinor: String(charge.amount_refunded),
    currency: charge.currency.toUpperCase(),
  };
}
