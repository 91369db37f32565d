import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Connection } from 'mongoose';
import { Environment } from '../config/environment';
import { DomainError } from '../errors/domain-error';
import { addressKey } from '../http/address-key';
import { measured } from '../logging/measured';
import { MAIN } from '../main-db/main-connection';
import { SharedRateLimit, WINDOW_SECONDS } from './shared-rate-limit';
import { TenantGate } from './tenant-gate';

/** Requests a minute. A till makes some ten, a whole stock written by an integrator some thousand; a loop without a pause is over them in seconds. */
const PER_TOKEN = 6_000;
const PER_TENANT = 60_000;
const PER_ADDRESS = 60_000;
/** Of an address that is not signed in. */
const PER_STRANGER = 1_200;

/** How much one token, one organization and one address may ask for, and how much of one organization is done at once. */
@Injectable()
export class RequestLimits {
  private readonly token: SharedRateLimit;
  private readonly tenant: SharedRateLimit;
  private readonly address: SharedRateLimit;
  private readonly stranger: SharedRateLimit;
  private readonly gate: TenantGate;

  constructor(
    @InjectConnection(MAIN) main: Connection,
    private readonly environment: Environment,
  ) {
    this.token = new SharedRateLimit('token', PER_TOKEN, main);
    this.tenant = new SharedRateLimit('tenant', PER_TENANT, main);
    this.address = new SharedRateLimit('address', PER_ADDRESS, main);
    this.stranger = new SharedRateLimit('stranger', PER_STRANGER, main);
    this.gate = new TenantGate(environment.tenantConcurrency);
  }

  /** Registered after whatever finds out who sends. */
  register(server: FastifyInstance, apiPath: string): void {
    server.addHook('onRequest', async (request, reply) => {
      // By its route: an address can be written in many ways. What has none costs as much to refuse.
      const { url } = request.routeOptions;
      const isOfApi = request.is404 || url === undefined || url.startsWith(apiPath);
      if (isOfApi && this.environment.rateLimits) await this.count(request, reply);
    });
    // Once the body is here: whoever sends it slowly takes nobody's turn.
    server.addHook('preHandler', async (request, reply) => {
      if (request.tenant) await this.takeTurn(request.tenant.id, reply);
    });
  }

  private async count({ principal, tenant, ip }: FastifyRequest, reply: FastifyReply): Promise<void> {
    const address = addressKey(ip);
    if (!principal) return this.consume(this.stranger, address, reply);
    await this.consume(this.address, address, reply);
    if (tenant) await this.consume(this.tenant, tenant.id, reply);
    await this.consume(this.token, principal.sessionId, reply);
  }

  /** The headers are those of the IETF's draft "RateLimit header fields for HTTP". @throws DomainError `too_many_requests` */
  private async consume(limit: SharedRateLimit, key: string, reply: FastifyReply): Promise<void> {
    const { isOver, remaining, resetSeconds } = await limit.consume(key);
    void reply
      .header('ratelimit-policy', `"${limit.name}";q=${limit.perMinute};w=${WINDOW_SECONDS}`)
      .header('ratelimit', `"${limit.name}";r=${remaining};t=${resetSeconds}`);
    if (!isOver) return;
    measured.refusedByLimit.publish({ limit: limit.name });
    const detail = `More than ${limit.perMinute} requests a minute. Try again in ${resetSeconds} s, with the same ids.`;
    throw new DomainError('too_many_requests', detail, { retryAfterSeconds: resetSeconds });
  }

  private async takeTurn(id: string, { raw }: FastifyReply): Promise<void> {
    await this.gate.enter(id);
    if (raw.destroyed || raw.closed) this.gate.leave(id);
    else raw.once('close', () => this.gate.leave(id));
  }
}
