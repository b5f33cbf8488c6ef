import { z } from 'zod';
import type { NewEvent } from '#events';
import type { WebhookMapping } from '../types.ts';
import { eventIdFor } from './event-id-for.ts';
import { fromUnixSeconds } from './from-unix-seconds.ts';
import { parseBody } from './parse-body.ts';
import { userIdOf } from './user-id-of.ts';

/** Minor units of the currency: paise for INR. */
const amount = z.int().nonnegative();

const paymentSchema = z.object({
  id: z.string(),
  amount,
  currency: z.string(),
  order_id: z.string().nullish(),
  fee: amount.nullish(),
  tax: amount.nullish(),
  error_code: z.string().nullish(),
  error_description: z.string().nullish(),
  // An empty list when there are none.
  notes: z.unknown(),
});

const refundSchema = z.object({
  id: z.string(),
  payment_id: z.string(),
  amount,
  currency: z.string(),
  notes: z.unknown(),
});

const eventSchema = z.object({
  entity: z.literal('event'),
  event: z.string(),
  created_at: z.int().positive(),
  payload: z.object({
    payment: z.object({ entity: z.unknown() }).optional(),
    refund: z.object({ entity: z.unknown() }).optional(),
  }),
});

/**
 * Razorpay events. Exactly one of each outcome is mapped, so that no payment counts twice: `payment.captured`,
 * `payment.failed`, `refund.processed`.
 */
export const mapRazorpayEvent: WebhookMapping = (body, { source, messageId }) => {
  const event = parseBody(eventSchema, body);
  const mapped = toPayment(event);
  if (mapped === undefined) return [];
  return [
    {
      eventId: eventIdFor(source.sourceId, messageId),
      timestamp: fromUnixSeconds(event.created_at),
      source: source.eventSource,
      eventType: mapped.eventType,
      payload: { provider: 'razorpay', ...mapped.payload },
    },
  ];
};

function toPayment({
  event,
  payload: { payment, refund },
}: z.output<typeof eventSchema>): Pick<NewEvent, 'eventType' | 'payload'> | undefined {
  switch (event) {
    case 'payment.captured':
      return { eventType: 'payment_received', payload: describePayment(payment?.entity) };
    case 'payment.failed': {
      const { error_code: code, error_description: message } = parseBody(paymentSchema, payment?.entity);
      const failure = { code: code ?? null, message: message ?? null };
      return { eventType: 'payment_failed', payload: { ...describePayment(payment?.entity), failure } };
    }
    case 'refund.processed':
      return { eventType: 'payment_refunded', payload: describeRefund(refund?.entity, payment?.entity) };
    default:
      return undefined;
  }
}

function describePayment(entity: unknown): Record<string, unknown> {
  const payment = parseBody(paymentSchema, entity);
  return {
    ...userIdOf(payment.notes),
    paymentId: payment.id,
    orderId: payment.order_id ?? null,
    amountMinor: String(payment.amount),
    feeMinor: payment.fee == null ? null : String(payment.fee),
    taxMinor: payment.tax == null ? null : String(payment.tax),
    currency: payment.currency,
  };
}

function describeRefund(entity: unknown, paymentEntity: unknown): Record<string, unknown> {
  const refund = parseBody(refundSchema, entity);
  const { notes } = parseBody(z.looseObject({ notes: z.unknown() }), paymentEntity ?? {});
  return {
    ...userIdOf(notes),
    ...userIdOf(refund.notes),
    paymentId: refund.payment_id,
    refundId: refund.id,
    amountMinor: String(refund.amount),
    currency: refund.currency,
  };
}
