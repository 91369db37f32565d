import { type Context, context, propagation, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { FastifyInstance, FastifyRequest } from 'fastify';

interface TracedRequest {
  span: Span;
  context: Context;
}

/**
 * A span for each request, below the caller's where it names one (W3C Trace Context), and around all that the request does. It tells routes, never
 * paths or bodies: those hold codes that are as good as money.
 */
export function traceRequests(server: FastifyInstance): void {
  const tracer = trace.getTracer('liquor-pos');
  const traced = new WeakMap<FastifyRequest, TracedRequest>();

  server.addHook('onRequest', (request, _reply, done) => {
    const { method } = request;
    const route = request.is404 ? undefined : request.routeOptions.url;
    const attributes = { 'http.request.method': method, 'http.route': route, 'pos.request_id': request.id };
    const caller = propagation.extract(context.active(), request.headers);
    const span = tracer.startSpan(route ? `${method} ${route}` : method, { kind: SpanKind.SERVER, attributes }, caller);
    const own = { span, context: trace.setSpan(caller, span) };
    traced.set(request, own);
    context.with(own.context, done);
  });
  // A body arrives by events of its connection, which belong to no request.
  server.addHook('preValidation', (request, _reply, done) => {
    const own = traced.get(request);
    if (own) context.with(own.context, done);
    else done();
  });
  server.addHook('onResponse', (request, { statusCode }, done) => {
    const span = traced.get(request)?.span;
    span?.setAttribute('http.response.status_code', statusCode);
    if (request.tenant) span?.setAttribute('pos.tenant', request.tenant.id);
    if (statusCode >= 500) span?.setStatus({ code: SpanStatusCode.ERROR });
    span?.end();
    done();
  });
}
