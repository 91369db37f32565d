import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { DomainError, unauthenticated } from '../errors/domain-error';
import { excessOf } from './json-shape';

/** No JSON body this API takes is near it; CSV imports stream and have a limit of their own. */
export const BODY_LIMIT_BYTES = 512 * 1024;
/** Signing in takes an address and a password. It is the one place where who sends is not known yet. */
const SIGN_IN_BODY_LIMIT_BYTES = 16 * 1024;

const JSON_TYPE = 'application/json';
const CSV_TYPE = 'text/csv';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The one media type of the route's body; JSON when it says nothing. */
    consumes?: string;
  }
}

/** The route's body is CSV, handed to it as a stream. */
export const ConsumesCsv = () => RouteConfig({ consumes: CSV_TYPE });

/**
 * What is refused before a body is read, and what of a JSON body before anything is built from it. A body costs its sender
 * little and the server's one thread much, so each bound stands before the work it saves.
 */
export function boundRequestBodies(server: FastifyInstance, signInPath: string): void {
  server.addHook('onRoute', (route) => {
    if (route.url.startsWith(signInPath)) route.bodyLimit = SIGN_IN_BODY_LIMIT_BYTES;
  });
  server.addHook('onRequest', (request, _reply, done) => {
    if (!hasBody(request)) return done();
    if (!isOfItsRoute(request)) return done(unsupportedMediaType(request));
    done(isSignIn(request, signInPath) && isCompressed(request) ? compressedSignIn() : undefined);
  });
  acceptJsonAndCsv(server);
}

/** Of who is not signed in, nothing but a sign-in is read. Registered after whatever finds out who sends. */
export function refuseUnsignedBodies(server: FastifyInstance, signInPath: string): void {
  server.addHook('onRequest', (request, _reply, done) => {
    const unsigned = request.principal === undefined && !isSignIn(request, signInPath) && !request.is404;
    done(unsigned && hasBody(request) ? unauthenticated() : undefined);
  });
}

/** By its route: an address can be written in many ways. */
function isSignIn({ routeOptions }: FastifyRequest, signInPath: string): boolean {
  return routeOptions.url?.startsWith(signInPath) ?? false;
}

function hasBody({ headers }: FastifyRequest): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

function isCompressed({ headers }: FastifyRequest): boolean {
  return (headers['content-encoding'] ?? 'identity') !== 'identity';
}

/** A kilobyte that unpacks to a thousand; and what signs in is too short to gain anything by it. */
function compressedSignIn(): DomainError {
  return new DomainError('unsupported_media_type', 'Send what signs in as it is, not compressed.');
}

function isOfItsRoute(request: FastifyRequest): boolean {
  return request.is404 || mediaTypeOf(request) === consumedBy(request);
}

function consumedBy(request: FastifyRequest): string {
  return request.routeOptions.config.consumes ?? JSON_TYPE;
}

function mediaTypeOf({ headers }: FastifyRequest): string | undefined {
  return headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
}

function unsupportedMediaType(request: FastifyRequest): DomainError {
  const expected = consumedBy(request);
  return new DomainError('unsupported_media_type', `Send the body with Content-Type: ${expected}.`);
}

function acceptJsonAndCsv(server: FastifyInstance): void {
  server.removeContentTypeParser(['text/plain', JSON_TYPE]);
  const parse = server.getDefaultJsonParser('error', 'error');
  server.addContentTypeParser(JSON_TYPE, { parseAs: 'string' }, (request, body, done) => {
    const text = body as string;
    // Clients that name the type on every call send nothing with a DELETE or a logout.
    if (text === '') return done(null, undefined);
    const excess = excessOf(text);
    if (excess) return done(tooComplex(excess));
    parse(request, text, done);
  });
  server.addContentTypeParser(CSV_TYPE, (_request, payload, done) => done(null, payload));
}

function tooComplex(excess: string): DomainError {
  const errors = [{ path: 'body', message: excess }];
  return new DomainError('body_too_complex', `The body ${excess}.`, { errors });
}
