import { context, SpanKind, SpanStatusCode, trace, type Span } from '@opentelemetry/api';
import type { FastifyInstance } from 'fastify';
import { activeTracer, contextBelow, isTracing } from '#infra/telemetry';

declare module 'fastify' {
  interface FastifyRequest {
    span: Span | null;
  }
}

/**
 * Opens a span per request below the sender’s `traceparent`. Adds no hook at all while nobody collects
 * traces, so call it after `startTracing`.
 */
export function traceRequests(app: FastifyInstance): void {
  if (!isTracing()) return;
  app.decorateRequest('span', null);
  app.addHook('onRequest', (request, _reply, done) => {
    const tracer = activeTracer();
    if (tracer === undefined) return done();
    const given = request.headers.traceparent;
    const parent = contextBelow(typeof given === 'string' ? given : null);
    const route = request.routeOptions.url ?? 'unknown';
    request.span = tracer.startSpan(
      `${request.method} ${route}`,
      {
        kind: SpanKind.SERVER,
        attributes: {
          'http.request.method': request.method,
          'http.route': route,
          'interlock.request_id': request.id,
        },
      },
      parent,
    );
    return context.with(trace.setSpan(parent, request.span), done);
  });
  app.addHook('onResponse', (request, reply, done) => {
    request.span?.setAttribute('http.response.status_code', reply.statusCode);
    if (reply.statusCode >= 500) request.span?.setStatus({ code: SpanStatusCode.ERROR });
    request.span?.end();
    done();
  });
}
