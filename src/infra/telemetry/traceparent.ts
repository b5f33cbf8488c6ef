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
  return `00-${active.traceId}-${active.spanId}-${active.traceFlags.toString(16).padStart(2, '0')}`;
}

/** The span that a `traceparent` names; `undefined` when it is none. */
export function parseTraceparent(traceparent: string | undefined): SpanContext | undefined {
  const match = traceparent === undefined ? null : pattern.exec(traceparent);
  if (match === null) return undefined;
  const spanContext = {
    traceId: match[1]!,
    spanId: match[2]!,
    traceFlags: Number.parseInt(match[3]!, 16) & TraceFlags.SAMPLED,
    isRemote: true,
  };
  return isSpanContextValid(spanContext) ? spanContext : undefined;
}

/** The context below the span that `traceparent` names; the active context when it names none. */
export function contextBelow(traceparent: string | undefined): Context {
  const parent = parseTraceparent(traceparent);
  return parent === undefined ? context.active() : trace.setSpanContext(ROOT_CONTEXT, parent);
}

/** Fields that tie a log line to the trace it belongs to. */
export function activeTraceFields(): { traceId?: string; spanId?: string } {
  if (!isTracing()) return {};
  const active = trace.getSpanContext(context.active());
  return active === undefined ? {} : { traceId: active.traceId, spanId: active.spanId };
}
