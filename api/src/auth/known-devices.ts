import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DeploymentSecrets } from '../config/deployment-secrets';
import { Environment } from '../config/environment';

const NAME = 'known_device';
const PURPOSE = 'device';
const PATH = '/api/auth';
const KEPT_SECONDS = 365 * 24 * 60 * 60;
const VALUE = /^[\w-]{22}\.[\w-]{43}$/;

/**
 * A browser somebody signed in from keeps a cookie that says so, for that one e-mail address. Failures from it are counted apart, so that whoever
 * guesses at an account from elsewhere locks nobody out of the till they stand at (OWASP, "Device Cookies").
 */
@Injectable()
export class KnownDevices {
  constructor(
    private readonly environment: Environment,
    private readonly secrets: DeploymentSecrets,
  ) {}

  /** What failures of a known device are counted under; undefined where it is not known for this address. */
  of(request: FastifyRequest, email: string): string | undefined {
    const value = request.cookies[nameFor(email)];
    if (value === undefined || !VALUE.test(value)) return undefined;
    const [device = '', signature = ''] = value.split('.');
    const isOurs = this.secrets.hasSigned(PURPOSE, `${device}:${email}`, signature);
    return isOurs ? createHash('sha256').update(`${device}:${email}`).digest('hex') : undefined;
  }

  remember(reply: FastifyReply, email: string): void {
    const device = randomBytes(16).toString('base64url');
    void reply.setCookie(nameFor(email), `${device}.${this.secrets.sign(PURPOSE, `${device}:${email}`)}`, {
      httpOnly: true,
      sameSite: 'strict',
      secure: this.environment.cookieSecure,
      path: PATH,
      maxAge: KEPT_SECONDS,
    });
  }
}

/** One for each who signs in at a till that is shared. */
function nameFor(email: string): string {
  return `${NAME}_${createHash('sha256').update(email).digest('hex').slice(0, 8)}`;
}
