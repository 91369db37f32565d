import { randomUUID } from 'node:crypto';
import { holdsCardNumber, withoutCardNumbers } from '@liquor-pos/domain/tenders/card-numbers';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';

const ACCEPTED_ID = /^[\w.-]{1,100}$/;

/** Gives each request an id (the caller's `X-Request-Id`, else a new one), answers it, and logs one line when done. */
export function logRequests(server: FastifyInstance, logger: Logger): void {
  const enabled = logger.isLevelEnabled('info');
  server.setGenReqId((request) => {
    const given = request.headers['x-request-id'];
    return typeof given === 'string' && ACCEPTED_ID.test(given) && !holdsCardNumber(given) ? given : randomUUID();
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
        path: pathOf(request.url),
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

/**
 * The path alone: queries hold what people search for. A gift card's code is as good as money, and a receipt's is all that its page asks
 * for: neither is the business of whoever reads a log.
 */
function pathOf(url: string): string {
  const [path = ''] = url.split('?', 1);
  return withoutCardNumbers(path.replace(/(\/(?:gift-cards|explained-prices)\/).*?(?=.{0,4}$)/i, '$1…'));
}
