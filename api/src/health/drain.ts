import { Injectable } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';

/**
 * A process that is about to stop says so before it does: it is no longer ready, and ends each connection with its next answer, while it goes on
 * answering. Whatever sends it requests has turned elsewhere when it closes.
 */
@Injectable()
export class Drain {
  private draining = false;

  get isDraining(): boolean {
    return this.draining;
  }

  begin(): void {
    this.draining = true;
  }

  watch(server: FastifyInstance): void {
    server.addHook('onSend', (_request, reply, _payload, done) => {
      if (this.draining) void reply.header('connection', 'close');
      done();
    });
  }
}
