import {
  context,
  isSpanContextValid,
  ROOT_CONTEXT,
  trace,
  TraceFlags,
  type Context,
  type SpanContext,
} from '@opentelemetry/api';
import { isTracing } from './active-tracer.ts';

// https://www.w3.org/TR/trace-context/#traceparent-header, version 00.
const pattern = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

/** The active span as a W3C `traceparent`, to send or to store; `undefined` when nothing is traced. */
export function currentTraceparent(): string | undefined {
  if (!isTracing()) return undefined;
  const active = trace.getSpanContext(context.active());
  if (active === undefined || !isSpanContextValid(active)) return undefined;
  return formatTraceparent(active);
}

/** The `traceparent` that names a span. */
export function formatTraceparent({ traceId, spanId, traceFlags }: SpanContext): string {
  return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;
}

/** The span that a `traceparent` names; `undefined` when it is none. */
export function parseTraceparent(traceparent: string | null | undefined): SpanContext | undefined {
  const match = typeof traceparent === 'string' ? pattern.exec(traceparent) : null;
  if (match === null) return undefined;
  const spanContext = {
    traceId: match[1]!,
    spanId: match[2]!,
    traceFlags: Number.parseInt(match[3]!, 16) & TraceFlags.SAMPLED,
    isRemote: true,
  };
  return isSpanContextValid(spanContext) ? spanContext : undefined;
}

/**
 * The context below the span that `traceparent` names: the active context for `undefined`, and one outside every
 * trace for `null` or for what names no span.
 */
export function contextBelow(traceparent: string | null | undefined): Context {
  if (traceparent === undefined) return context.active();
  const parent = parseTraceparent(traceparent);
  return parent === undefined ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, parent);
}

/** Fields that tie a log line to the trace it belongs to. */
export function activeTraceFields(): { traceId?: string; spanId?: string } {
  if (!isTracing()) return {};
  const active = trace.getSpanContext(context.active());
  return active === undefined ? {} : { traceId: active.traceId, spanId: active.spanId };
}
