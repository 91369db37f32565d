import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Environment } from '../config/environment';
import { SESSION_MS } from './sessions';

const NAME = 'refresh_token';
const PATH = '/api/auth';

/** Carries the refresh token where scripts cannot read it and other sites cannot send it. */
@Injectable()
export class RefreshCookie {
  constructor(private readonly environment: Environment) {}

  read(request: FastifyRequest): string | undefined {
    return request.cookies[NAME];
  }

  write(reply: FastifyReply, token: string): void {
    void reply.setCookie(NAME, token, {
      httpOnly: true,
      sameSite: 'strict',
      secure: this.environment.cookieSecure,
      path: PATH,
      maxAge: SESSION_MS / 1000,
    });
  }

  clear(reply: FastifyReply): void {
    void reply.clearCookie(NAME, { path: PATH });
  }
}
