import { z } from 'zod';
import type { NewEvent } from '#events';
import type { WebhookMapping, WebhookSource } from '../types.ts';
import { eventIdFor } from './event-id-for.ts';
import { fromUnixSeconds } from './from-unix-seconds.ts';
import { parseBody } from './parse-body.ts';

const timestamp = z
  .string()
  .regex(/^\d{1,12}$/)
  .transform(Number);

const messageSchema = z.looseObject({
  id: z.string().min(1),
  timestamp,
  type: z.string(),
  from: z.string().optional(),
  from_user_id: z.string().optional(),
});

const statusSchema = z.object({
  id: z.string().min(1),
  timestamp,
  status: z.string(),
  recipient_id: z.string().optional(),
  recipient_user_id: z.string().optional(),
  errors: z.array(z.looseObject({ code: z.number(), title: z.string().optional() })).optional(),
});

const valueSchema = z.object({
  metadata: z.object({ phone_number_id: z.string() }),
  contacts: z
    .array(
      z.object({
        profile: z.object({ name: z.string().optional() }).optional(),
        wa_id: z.string().optional(),
        user_id: z.string().optional(),
      }),
    )
    .default([]),
  messages: z.array(messageSchema).default([]),
  statuses: z.array(statusSchema).default([]),
});

const bodySchema = z.object({
  object: z.literal('whatsapp_business_account'),
  entry: z.array(z.object({ changes: z.array(z.object({ field: z.string(), value: z.unknown() })) })),
});

/**
 * A WhatsApp webhook: every message becomes `whatsapp_message_received`, every status
 * `whatsapp_message_status`. Changes of other fields (templates, account reviews) become nothing.
 */
export const mapWhatsappMessages: WebhookMapping = (body, { source }) => {
  const { entry } = parseBody(bodySchema, body);
  return entry
    .flatMap(({ changes }) => changes)
    .filter(({ field }) => field === 'messages')
    .flatMap(({ value }) => {
      const parsed = parseBody(valueSchema, value);
      return [
        ...parsed.messages.map((message) => toReceived(source, parsed, message)),
        ...parsed.statuses.map((status) => toStatus(source, parsed, status)),
      ];
    });
};

function toReceived(
  source: WebhookSource,
  { metadata, contacts }: z.output<typeof valueSchema>,
  message: z.output<typeof messageSchema>,
): NewEvent {
  const { id, from, from_user_id: fromUserId, type } = message;
  const contact = contacts.find(({ wa_id, user_id }) =>
    from === undefined ? user_id === fromUserId : wa_id === from,
  );
  return {
    eventId: eventIdFor(source.sourceId, id),
    timestamp: fromUnixSeconds(message.timestamp),
    source: source.eventSource,
    eventType: 'whatsapp_message_received',
    payload: {
      messageId: id,
      phoneNumberId: metadata.phone_number_id,
      // Some senders have no phone number, only a user id of WhatsApp’s.
      from: from ?? null,
      fromUserId: fromUserId ?? null,
      contactName: contact?.profile?.name ?? null,
      type,
      // The object that is named after the type.
      content: message[type] ?? null,
    },
  };
}

function toStatus(
  source: WebhookSource,
  { metadata }: z.output<typeof valueSchema>,
  status: z.output<typeof statusSchema>,
): NewEvent {
  return {
    // One message has many statuses.
    eventId: eventIdFor(source.sourceId, `${status.id}:${status.status}`),
    timestamp: fromUnixSeconds(status.timestamp),
    source: source.eventSource,
    eventType: 'whatsapp_message_status',
    payload: {
      messageId: status.id,
      phoneNumberId: metadata.phone_number_id,
      status: status.status,
      recipient: status.recipient_id ?? null,
      recipientUserId: status.recipient_user_id ?? null,
      errors: (status.errors ?? []).map(({ code, title }) => ({ code, title: title ?? null })),
    },
  };
}
