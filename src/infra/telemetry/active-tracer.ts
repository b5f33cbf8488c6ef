import type { Tracer } from '@opentelemetry/api';

// One per process, like OpenTelemetry’s own globals; absent while nobody collects traces.
let active: Tracer | undefined;

export function setTracer(tracer: Tracer | undefined): void {
  active = tracer;
}

export function activeTracer(): Tracer | undefined {
  return active;
}

/** Whether spans are made at all. Lets hot paths skip even the preparation of attributes. */
export function isTracing(): boolean {
  return active !== undefined;
}
