import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

/** A span as it came over the wire, in OpenTelemetry’s own words. */
export interface CollectedSpan {
  readonly traceId: string;
  readonly spanId: string;
  /** Absent in the span that began the trace. */
  readonly parentSpanId?: string;
  readonly name: string;
  /** 1 internal, 2 server, 3 client, 4 producer, 5 consumer. */
  readonly kind: number;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly links: readonly { readonly traceId: string; readonly spanId: string }[];
  /** 0 unset, 1 ok, 2 error. */
  readonly status: { readonly code?: number };
  readonly service: unknown;
}

/** An OpenTelemetry collector, as far as a test needs one: takes traces over OTLP/HTTP in JSON. */
export interface Collector {
  /** For `OTEL_EXPORTER_OTLP_ENDPOINT`. */
  readonly endpoint: string;
  readonly spans: readonly CollectedSpan[];
  close(): Promise<void>;
}

// https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding
interface WireAttribute {
  readonly key: string;
  readonly value: Readonly<Record<string, unknown>>;
}

interface WireSpan extends Omit<CollectedSpan, 'attributes' | 'links' | 'service'> {
  readonly attributes?: readonly WireAttribute[];
  readonly links?: CollectedSpan['links'];
}

interface TracesRequest {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly WireAttribute[] };
    readonly scopeSpans: readonly { readonly spans: readonly WireSpan[] }[];
  }[];
}

/** Starts a collector on a free port. */
export async function openCollector(): Promise<Collector> {
  const spans: CollectedSpan[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const isTraces = request.method === 'POST' && request.url === '/v1/traces';
      const body = Buffer.concat(await request.toArray()).toString();
      if (isTraces) spans.push(...readSpans(JSON.parse(body) as TracesRequest));
      response.writeHead(isTraces ? 200 : 404, { 'content-type': 'application/json' }).end('{}');
    })();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    async close() {
      server.closeAllConnections();
      await once(server.close(), 'close');
    },
  };
}

function readSpans({ resourceSpans }: TracesRequest): CollectedSpan[] {
  return resourceSpans.flatMap(({ resource, scopeSpans }) => {
    const service = toRecord(resource.attributes)['service.name'];
    return scopeSpans
      .flatMap((scope) => scope.spans)
      .map((span) => ({ ...span, service, links: span.links ?? [], attributes: toRecord(span.attributes) }));
  });
}

function toRecord(attributes: readonly WireAttribute[] = []): Record<string, unknown> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));
}
