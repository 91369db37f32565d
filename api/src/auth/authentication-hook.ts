import { Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { tenantId } from '../tenancy/tenant-id';
import { TenantMigrations } from '../tenancy/tenant-migrations';
import { TenantPool } from '../tenancy/tenant-pool';
import { AccessRegistry } from './access-registry';
import { JwtStrategy } from './jwt.strategy';

/**
 * Verifies the token once, before Nest builds the request's tree and long before guards run, and enters the tenant the
 * token names. A bad token leaves the request without a principal and touches no tenant.
 */
@Injectable()
export class AuthenticationHook {
  constructor(
    private readonly strategy: JwtStrategy,
    private readonly registry: AccessRegistry,
    private readonly pool: TenantPool,
    private readonly migrations: TenantMigrations,
  ) {}

  register(server: FastifyInstance): void {
    server.decorateRequest('principal', undefined);
    server.decorateRequest('tenant', undefined);
    server.addHook('onRequest', async (request, reply) => {
      if (request.headers.authorization !== undefined) await this.authenticate(request, reply);
    });
  }

  private async authenticate(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const claims = await this.strategy.claimsOf(request);
    if (!claims) return;
    const tenant = claims.organizationId === null ? undefined : await this.pool.enter(tenantId(claims.organizationId));
    if (tenant) whenOver(reply, () => this.pool.leave(tenant));
    if (tenant) await this.migrations.assertUpToDate(tenant);
    const principal = await this.registry.principalOf(claims, tenant);
    if (!principal) return;
    request.principal = principal;
    request.tenant = tenant;
  }
}

/** A client may have hung up before anybody listened for it. */
function whenOver({ raw }: FastifyReply, then: () => void): void {
  if (raw.destroyed || raw.closed) then();
  else raw.once('close', then);
}
