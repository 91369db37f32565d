import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';

const ACCEPTED_ID = /^[\w.-]{1,100}$/;

/** Gives each request an id (the caller's `X-Request-Id`, else a new one), answers it, and logs one line when done. */
export function logRequests(server: FastifyInstance, logger: Logger): void {
  const enabled = logger.isLevelEnabled('info');
  server.setGenReqId((request) => {
    const given = request.headers['x-request-id'];
    return typeof given === 'string' && ACCEPTED_ID.test(given) ? given : randomUUID();
  });
  server.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-request-id', request.id);
    done();
  });
  if (!enabled) return;
  server.addHook('onResponse', (request, reply, done) => {
    logger.info(
      {
        requestId: request.id,
        method: request.method,
        // The path alone: queries hold what people search for.
        path: request.url.split('?', 1)[0],
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
        tenant: request.tenant?.id,
        user: request.principal?.userId,
      },
      'request',
    );
    done();
  });
}
