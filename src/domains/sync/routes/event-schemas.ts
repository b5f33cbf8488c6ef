import { z } from 'zod';
import { cloudEventSchema } from '../read-cloud-event.ts';

/*
 * Event bodies are documented here and checked by the log’s own precompiled validators: to check them twice would
 * cost the hot path more than all the rest of the request.
 */

const eventSchema = z
  .object({
    eventId: z
      .string()
      .regex(/^[\x21-\x7e]{1,128}$/)
      .describe('Globally unique; sending the same event again does nothing'),
    timestamp: z.iso.datetime({ offset: true }).describe('When it happened at the source'),
    source: z.string().describe('The platform that says so'),
    eventType: z.string().describe('One of the catalogue, `GET /api/events/catalogue`'),
    payload: z
      .looseObject({ userId: z.string().optional().describe('Whose event it is; theirs arrive in order') })
      .describe('Fits the schema of the event type'),
    requiresSync: z
      .array(z.string())
      .optional()
      .describe(
        'Narrows the event to these platforms: of them, those get it that subscribe to the type. Absent or ' +
          'empty: all that subscribe to the type',
      ),
  })
  .meta({
    id: 'Event',
    examples: [
      {
        eventId: '0198a2a4-7b7e-7c1d-9a31-5f0f6c1f7a11',
        timestamp: '2026-11-22T10:00:00Z',
        source: 'trading_platform',
        eventType: 'trade_executed',
        payload: {
          userId: 'member-1',
          trade: { symbol: 'RELIANCE', quantity: 100, price: '2500.00' },
        },
        requiresSync: ['black_portal', 'support_portal'],
      },
    ],
  });

export const eventBodies = {
  'application/json': eventSchema,
  'application/cloudevents+json': cloudEventSchema,
};

export const eventsBodies = {
  'application/json': z.array(eventSchema),
  'application/x-ndjson': z.string().describe('One event a line'),
  'application/cloudevents-batch+json': z.array(cloudEventSchema),
};

export const acceptedSchema = z.object({
  eventId: z.string(),
  status: z.literal('accepted'),
  position: z.number().int().describe('Place in the log'),
});

export const eventsAnswerSchema = z.object({
  accepted: z.number().int(),
  duplicates: z.number().int(),
  refused: z.number().int(),
  results: z
    .array(
      z.object({
        index: z.number().int().describe('Place in the request, from 0'),
        eventId: z.string().nullable(),
        status: z.enum(['accepted', 'duplicate', 'refused']),
        position: z.number().int().optional(),
        problem: z.looseObject({ code: z.string(), detail: z.string() }).optional(),
      }),
    )
    .describe('One per event, in the order of the request'),
});
