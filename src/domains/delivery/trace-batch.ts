import { SpanKind, SpanStatusCode, type Span, type Tracer } from '@opentelemetry/api';
import type { PlatformAnswer } from '#connectors';
import { activeTracer, contextBelow, formatTraceparent, withSpan } from '#infra/telemetry';
import { judgeAnswer } from './judge-answer.ts';
import type { Batch, Parcel } from './types.ts';

type Headers = Readonly<Record<string, string>>;

/**
 * Makes the spans of one request to a platform; without a tracer, just sends.
 *
 * Every event goes on with its own journey in a span `deliver event`. The one request that serves them all hangs
 * below the first of them and is linked with the others, both ways; its `traceparent` lets the platform go on.
 */
export async function traceBatch(
  batch: Batch,
  send: (headers: Headers) => Promise<PlatformAnswer>,
): Promise<PlatformAnswer> {
  const tracer = activeTracer();
  if (tracer === undefined) return send({});
  const journeys = continueJourneys(tracer, batch);
  const spans = [...journeys.values()];
  const first = spans.find((span) => span.isRecording()) ?? spans[0];
  const others = spans.filter((span) => span !== first);
  return withSpan(
    'deliver batch',
    {
      kind: 'client',
      parent: first === undefined ? null : formatTraceparent(first.spanContext()),
      links: others.map((span) => formatTraceparent(span.spanContext())),
      attributes: {
        'interlock.platform': batch.platform,
        'interlock.batch_id': batch.id,
        'interlock.events': batch.parcels.length,
      },
    },
    async (request) => {
      const context = request!.spanContext();
      for (const other of others) other.addLink({ context });
      const answer = await send({ traceparent: formatTraceparent(context) });
      describeAnswer(request!, answer);
      endJourneys(journeys, batch, answer);
      return answer;
    },
  );
}

function continueJourneys(tracer: Tracer, { parcels, platform }: Batch): ReadonlyMap<Parcel, Span> {
  const journeys = new Map<Parcel, Span>();
  for (const parcel of parcels) {
    const { entry, attempts } = parcel;
    if (entry.trace === null) continue;
    const attributes = {
      'interlock.event_id': entry.eventId,
      'interlock.platform': platform,
      'interlock.attempt': attempts + 1,
    };
    const options = { kind: SpanKind.PRODUCER, attributes };
    journeys.set(parcel, tracer.startSpan('deliver event', options, contextBelow(entry.trace)));
  }
  return journeys;
}

function describeAnswer(request: Span, answer: PlatformAnswer): void {
  if (answer.kind === 'held') {
    request.setAttribute('interlock.held', answer.reason);
    return;
  }
  request.setAttribute('interlock.address', answer.address);
  if (answer.kind === 'answered') request.setAttribute('http.response.status_code', answer.status);
  else request.setAttribute('error.type', answer.reason);
  if (answer.kind === 'unreachable' || answer.status >= 400) {
    request.setStatus({ code: SpanStatusCode.ERROR });
  }
}

function endJourneys(journeys: ReadonlyMap<Parcel, Span>, batch: Batch, answer: PlatformAnswer): void {
  const judgement = judgeAnswer(batch, answer);
  for (const [{ entry }, span] of journeys) {
    if (judgement.kind === 'answered') {
      const failure = judgement.failures.get(entry.eventId);
      span.setAttribute('interlock.outcome', failure === undefined ? 'processed' : 'failed');
      if (failure !== undefined) {
        span.setAttribute('error.type', failure.error.code).setStatus({ code: SpanStatusCode.ERROR });
      }
    } else {
      span.setAttribute('interlock.outcome', 'waits');
    }
    span.end();
  }
}
