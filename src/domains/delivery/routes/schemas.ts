import { z } from 'zod';

export const deadLetterSchema = z.object({
  id: z.number(),
  platform: z.string(),
  position: z.number(),
  eventId: z.string(),
  eventType: z.string(),
  userId: z.string().nullable(),
  diedAt: z.date(),
  attempts: z.number(),
  state: z.enum(['open', 'retrying', 'replayed', 'discarded']),
  holdsLane: z.boolean().describe('Later events of the person wait until it is resolved'),
  reason: z.string().describe('The error’s code'),
  error: z.object({
    code: z.string(),
    message: z.string(),
    batchId: z.string(),
    address: z.string().nullable(),
  }),
  request: z.record(z.string(), z.unknown()).describe('The event as it was sent'),
  response: z
    .object({ status: z.number(), body: z.string().describe('The beginning of it') })
    .nullable()
    .describe('What the platform answered, if it did'),
  resolvedAt: z.date().nullable(),
  resolvedBy: z.string().nullable(),
  note: z.string().nullable(),
});

export const replaySelectionSchema = z
  .object({
    from: z.iso
      .datetime({ offset: true })
      .optional()
      .describe('Accepted (for dead letters: died) at or after'),
    to: z.iso.datetime({ offset: true }).optional().describe('… before'),
    eventTypes: z.array(z.string()).max(100).optional(),
    userId: z.string().optional(),
    source: z.string().optional(),
    platform: z.string().optional().describe('To this platform only'),
    deadLetters: z.boolean().optional().describe('Open dead letters only'),
  })
  .describe('Every given part must fit');

export const replaySchema = z.object({
  id: z.string(),
  selection: replaySelectionSchema,
  ratePerSecond: z.number(),
  matched: z.number().describe('Events, or dead letters, that fitted when it was made'),
  enqueued: z.number().describe('How many of them were put into their lanes so far'),
  state: z.enum(['running', 'done', 'cancelled']),
  createdBy: z.string(),
  createdAt: z.date(),
  finishedAt: z.date().nullable(),
});
