import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, type SpanProcessor } from '@opentelemetry/sdk-trace-base';
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import type { Settings } from '#infra/config';
import { setTracer } from './active-tracer.ts';

export interface Tracing {
  /** Sends what is still buffered and stops making spans. */
  shutdown(): Promise<void>;
}

export interface TracingOptions {
  readonly settings: Pick<Settings, 'tracesEndpoint'>;
  /** Receives the spans instead of the OTLP exporter. */
  readonly processor?: SpanProcessor;
}

/**
 * Starts OpenTelemetry tracing when a collector is configured. Without one no span is ever made:
 * {@link withSpan} calls straight through.
 */
export function startTracing({ settings, processor }: TracingOptions): Tracing {
  const chosen = processor ?? exporterFor(settings.tracesEndpoint);
  if (chosen === undefined) return { shutdown: () => Promise.resolve() };
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'interlock-hub' }),
    spanProcessors: [chosen],
  });
  // Registers W3C trace context and baggage as propagators, and context by AsyncLocalStorage.
  provider.register();
  setTracer(provider.getTracer('interlock'));
  return {
    async shutdown() {
      setTracer(undefined);
      await provider.shutdown();
    },
  };
}

function exporterFor(endpoint: string): SpanProcessor | undefined {
  if (endpoint === '') return undefined;
  return new BatchSpanProcessor(
    new OTLPTraceExporter({ url: new URL('v1/traces', endpoint.replace(/\/*$/, '/')).href }),
  );
}
