import type { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { z } from 'zod';
import { eventErrors } from '#events';
import { parseJson, readLines } from '#infra/http';
import type { Logger } from '#infra/telemetry';
import { InterlockError } from '#kernel/errors';
import { toProblem } from '#kernel/problem';
import { syncErrors } from '../errors.ts';
import { readCloudEvent } from '../read-cloud-event.ts';
import type { Sync } from '../types.ts';
import { appendInOrder, type EventInput, type EventResult } from './append-in-order.ts';
import { eventsAnswerSchema, eventsBodies } from './event-schemas.ts';

/** Most events in one request. */
const eventsMax = 50_000;
/** Events that are stored together while more of the stream arrive. */
const streamChunk = 1_000;
/** Most refused events that one line of the log names. */
const refusalsLogged = 10;

export interface EventsRoutesOptions {
  /** Longest line of a stream, in bytes. */
  readonly lineBytesMax: number;
}

/** `POST /api/integration/sync/events`: many events, of which the good ones are taken. */
export function eventsRoutes(
  sync: Pick<Sync, 'log' | 'logger'>,
  options: EventsRoutesOptions,
): FastifyPluginAsyncZod {
  return async (app) => {
    app.post(
      '/api/integration/sync/events',
      {
        config: { access: { permission: 'events:write' }, documentedBody: eventsBodies },
        serializerCompiler: () => JSON.stringify,
        schema: {
          tags: ['Events'],
          summary: 'Send many events',
          description:
            `At most ${eventsMax} events, as a JSON array, a CloudEvents batch, or a stream of lines. They are ` +
            'stored in the order given. Status 200: all were taken; 207: some were refused, named by index. ' +
            'A stream is read up to its first line that is too long or one too many. If anything before was ' +
            'taken, the answer is 207 as well: its last result refuses that line, with ' +
            '`events.batch_too_large` or `http.line_too_long`, and nothing behind it was read. If nothing was ' +
            'taken, it is 413.',
          response: { 200: eventsAnswerSchema, 207: eventsAnswerSchema },
        },
      },
      async (request, reply) => {
        const results = await takeEvents(sync, request, options.lineBytesMax);
        const answer = summarise(results);
        if (answer.refused > 0) logRefusals(sync.logger, request.id, results);
        return reply.code(answer.refused === 0 ? 200 : 207).send(answer);
      },
    );
  };
}

/** Stores what the request carries, and tells of each item what became of it. */
async function takeEvents(
  { log }: Pick<Sync, 'log'>,
  request: FastifyRequest,
  lineBytesMax: number,
): Promise<EventResult[]> {
  const results: EventResult[] = [];
  try {
    for await (const chunk of readChunks(request, lineBytesMax)) {
      results.push(...(await appendInOrder(log, request.principal, chunk, results.length)));
    }
  } catch (error) {
    const isTooMuch = error instanceof InterlockError && error.status === 413;
    // A problem alone would not tell the sender which events are stored.
    if (!isTooMuch || results.every(({ status }) => status === 'refused')) throw error;
    const index = results.length;
    results.push({ index, eventId: null, status: 'refused', problem: toProblem(error) });
  }
  return results;
}

const tooMany = (): Error =>
  eventErrors('events.batch_too_large', { detail: `One request may carry ${eventsMax} events.` });

async function* readChunks(request: FastifyRequest, lineBytesMax: number): AsyncGenerator<EventInput[]> {
  const contentType = request.headers['content-type'] ?? '';
  if (contentType.startsWith('application/x-ndjson')) {
    yield* readStream(request.body as Readable, lineBytesMax);
    return;
  }
  if (!Array.isArray(request.body)) throw syncErrors('sync.malformed_batch');
  if (request.body.length > eventsMax) throw tooMany();
  const isCloudEvents = contentType.includes('cloudevents');
  yield request.body.map((item: unknown) =>
    isCloudEvents ? attempt(() => readCloudEvent(item)) : { event: item },
  );
}

/**
 * Reads a stream up to its end, or to the first line that breaks a limit.
 *
 * @throws `http.line_too_long`, `events.batch_too_large`; all that stands before was yielded then
 */
async function* readStream(stream: Readable, lineBytesMax: number): AsyncGenerator<EventInput[]> {
  let chunk: EventInput[] = [];
  // To destroy the stream would cut the connection before the answer is sent.
  const bytes: AsyncIterable<Buffer> = stream.iterator({ destroyOnReturn: false });
  try {
    for await (const { index, text } of readLines(bytes, lineBytesMax)) {
      if (index === eventsMax) throw tooMany();
      chunk.push(attempt(() => parseJson(text)));
      if (chunk.length < streamChunk) continue;
      yield chunk;
      chunk = [];
    }
  } catch (error) {
    if (error instanceof InterlockError && chunk.length > 0) yield chunk;
    throw error;
  } finally {
    // Many senders look for the answer only when they have sent everything: what is left passes by unread.
    stream.resume();
    await finished(stream).catch(() => {});
  }
  if (chunk.length > 0) yield chunk;
}

/** What cannot be read is refused alone; the others of the request are taken. */
function attempt(read: () => unknown): EventInput {
  try {
    return { event: read() };
  } catch (error) {
    if (error instanceof InterlockError) return { error };
    throw error;
  }
}

/** One line per request, whatever the number of its bad events. */
function logRefusals(logger: Logger, requestId: string, results: readonly EventResult[]): void {
  const refused = results.filter(({ status }) => status === 'refused');
  const events = refused
    .slice(0, refusalsLogged)
    .map(({ index, eventId, problem }) => ({ index, eventId, code: problem?.code }));
  logger.info({ requestId, refused: refused.length, events }, 'events of a batch refused');
}

function summarise(results: readonly EventResult[]): z.infer<typeof eventsAnswerSchema> {
  const count = (status: EventResult['status']): number =>
    results.filter((result) => result.status === status).length;
  return {
    accepted: count('accepted'),
    duplicates: count('duplicate'),
    refused: count('refused'),
    results: [...results],
  };
}
