import { context, SpanKind, SpanStatusCode, trace, type Attributes, type Span } from '@opentelemetry/api';
import { activeTracer } from './active-tracer.ts';
import { contextBelow, parseTraceparent } from './traceparent.ts';

export interface SpanDetails {
  readonly attributes?: Attributes;
  /** `traceparent` under which the span hangs; the active span when absent; `null`: it begins a trace. */
  readonly parent?: string | null | undefined;
  /** `traceparent` of other journeys this work serves, for example the events of a batch. */
  readonly links?: readonly (string | undefined)[];
  readonly kind?: 'internal' | 'server' | 'client' | 'producer' | 'consumer';
}

const kinds = {
  internal: SpanKind.INTERNAL,
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
} as const;

/**
 * Runs `work` inside a span that ends with it and carries its error. Calls `work` directly, with no span,
 * while nobody collects traces.
 */
export async function withSpan<Result>(
  name: string,
  details: SpanDetails,
  work: (span: Span | undefined) => Promise<Result>,
): Promise<Result> {
  const tracer = activeTracer();
  if (tracer === undefined) return work(undefined);
  const parent = contextBelow(details.parent);
  const links = (details.links ?? [])
    .map(parseTraceparent)
    .filter((linked) => linked !== undefined)
    .map((linked) => ({ context: linked }));
  const span = tracer.startSpan(
    name,
    { kind: kinds[details.kind ?? 'internal'], links, attributes: details.attributes ?? {} },
    parent,
  );
  try {
    return await context.with(trace.setSpan(parent, span), () => work(span));
  } catch (error) {
    span.setStatus({ code: SpanStatusCode.ERROR });
    if (error instanceof Error) span.recordException(error);
    throw error;
  } finally {
    span.end();
  }
}
