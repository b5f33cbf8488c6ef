import { z } from 'zod';
import type { WebhookMapping } from '../types.ts';
import { eventIdFor } from './event-id-for.ts';
import { parseBody } from './parse-body.ts';

/** The payload that Standard Webhooks recommends: `{type, timestamp, data}`. */
const messageSchema = z.object({
  type: z
    .string()
    .regex(/^[\w-]+(\.[\w-]+)+$/, 'must name a check and its outcome, such as kyc.verified')
    .max(128),
  // The time of the attempt changes with each; what happened is told by the body alone.
  timestamp: z.iso.datetime({ offset: true }),
  data: z.looseObject({ userId: z.string().min(1) }),
});

/**
 * A check of a person that a provider of KYC or AML made: type `kyc.verified` becomes `compliance_check` with
 * `check: "kyc"`, `outcome: "verified"`, and the rest of the data as `details`.
 */
export const mapStandardMessage: WebhookMapping = (body, { source, messageId }) => {
  const { type, timestamp, data } = parseBody(messageSchema, body);
  const separator = type.lastIndexOf('.');
  const { userId, ...details } = data;
  return [
    {
      eventId: eventIdFor(source.sourceId, messageId),
      timestamp,
      source: source.eventSource,
      eventType: 'compliance_check',
      payload: { userId, check: type.slice(0, separator), outcome: type.slice(separator + 1), details },
    },
  ];
};
