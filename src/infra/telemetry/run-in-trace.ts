import { context } from '@opentelemetry/api';
import { isTracing } from './active-tracer.ts';
import { contextBelow } from './traceparent.ts';

/**
 * Runs `work` below the span that `traceparent` names, for spans and log lines; `null` runs it in no trace.
 *
 * Work for many takes over the trace of whoever happened to set it off: a group commit runs in that of its first
 * request. Such work begins here, with `null`. Calls `work` directly while nobody collects traces.
 */
export function runInTrace<Result>(traceparent: string | null, work: () => Result): Result {
  return isTracing() ? context.with(contextBelow(traceparent), work) : work();
}
