import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { eventCatalogue } from './catalogue.ts';
import { eventErrors } from './errors.ts';
import { findEvent } from './find-event.ts';
import type { EventLog } from './open-event-log.ts';
import { searchEvents } from './search-events.ts';
import type { LogEntry, LogEvent } from './types.ts';

const tags = ['Events'];
const access = { access: { permission: 'events:read' }, audit: 'nothing_personal' } as const;

const entrySchema = z.object({
  position: z.number(),
  eventId: z.string(),
  eventType: z.string(),
  source: z.string(),
  userId: z.string().nullable(),
  acceptedAt: z.string(),
  targets: z.array(z.string()),
});

const journeySchema = z.array(
  z.object({
    platform: z.string(),
    state: z.enum(['waiting', 'retrying', 'parked', 'dead', 'discarded', 'delivered']),
    attempts: z.number(),
    batchId: z.string().nullable(),
    sentAt: z.date().nullable(),
    deliveredAt: z.date().nullable(),
    latencyMs: z.number().nullable().describe('Milliseconds from acceptance to confirmation'),
    nextAttemptAt: z.date().nullable(),
    lastError: z
      .object({
        code: z.string(),
        message: z.string(),
        batchId: z.string(),
        address: z.string().optional(),
        responseStatus: z.number().optional(),
        responseBody: z.string().optional(),
      })
      .nullable(),
    deadLetterId: z.number().nullable(),
  }),
);

const selectionSchema = z.object({
  userId: z.string().optional(),
  eventType: z.string().optional().describe('One type, or several separated by commas'),
  source: z.string().optional(),
  platform: z.string().optional().describe('Events that this platform must get'),
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
  before: z.coerce.number().optional().describe('`next` of the page before'),
  limit: z.coerce.number().int().min(1).max(500).default(50),
});

export interface EventRoutesDependencies {
  readonly log: EventLog;
  /** What became of an event at each platform; told by delivery. */
  readonly readJourney: (event: LogEvent) => Promise<z.infer<typeof journeySchema>>;
}

/** Reading the log, for operators: search, one event with its journey, the catalogue. */
export function eventRoutes({ log, readJourney }: EventRoutesDependencies): FastifyPluginAsyncZod {
  return async (app) => {
    await app.register(searchRoutes(log));
    await app.register(journeyRoutes(log, readJourney));
    await app.register(catalogueRoutes());
  };
}

function searchRoutes(log: EventLog): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/api/admin/events',
      {
        config: access,
        schema: {
          tags,
          summary: 'Search the log, newest first',
          querystring: selectionSchema,
          response: { 200: z.object({ events: z.array(entrySchema), next: z.number().nullable() }) },
        },
      },
      async ({ query }) => {
        const { eventType, from, to, before, limit, ...rest } = query;
        const selection = {
          ...rest,
          eventTypes: eventType?.split(','),
          from: from === undefined ? undefined : new Date(from),
          to: to === undefined ? undefined : new Date(to),
        };
        const entries = await searchEvents(log.database, selection, { before, limit });
        return {
          events: entries.map(summarise),
          next: entries.length === limit ? (entries.at(-1)?.position ?? null) : null,
        };
      },
    );
  };
}

function journeyRoutes(
  log: EventLog,
  readJourney: EventRoutesDependencies['readJourney'],
): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/api/admin/events/:eventId',
      {
        config: {
          ...access,
          audit: { action: 'event.read', subject: { kind: 'event', id: 'params.eventId' } },
        },
        schema: {
          tags,
          summary: 'One event and its journey',
          params: z.object({ eventId: z.string().min(1).max(128) }),
          response: {
            200: entrySchema.extend({
              event: z.looseObject({ eventId: z.string() }),
              journey: journeySchema,
            }),
          },
        },
      },
      async ({ params }) => {
        const found = await findEvent(log.database, params.eventId);
        if (found === undefined) {
          throw eventErrors('events.not_found', { detail: `There is no event ${params.eventId}.` });
        }
        return { ...summarise(found), event: { ...found.event }, journey: await readJourney(found) };
      },
    );
  };
}

function catalogueRoutes(): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/api/events/catalogue',
      {
        config: access,
        schema: {
          tags,
          summary: 'Event types, their versions and JSON schemas',
          response: {
            200: z.object({
              eventTypes: z.array(
                z.object({
                  eventType: z.string(),
                  version: z.number(),
                  describe: z.string(),
                  schema: z.record(z.string(), z.unknown()),
                  onlyByName: z.boolean().describe('Delivered to platforms whose subscription names it only'),
                  onlyFromHub: z.boolean().describe('Said by the hub, and refused from everybody else'),
                }),
              ),
            }),
          },
        },
      },
      async () => ({ eventTypes: eventCatalogue.map((type) => ({ ...type, schema: { ...type.schema } })) }),
    );
  };
}

function summarise(entry: LogEntry): z.infer<typeof entrySchema> {
  const { position, eventId, eventType, source, userId, acceptedAtMs, targets } = entry;
  return {
    position,
    eventId,
    eventType,
    source,
    userId,
    acceptedAt: new Date(acceptedAtMs).toISOString(),
    targets: [...targets],
  };
}
