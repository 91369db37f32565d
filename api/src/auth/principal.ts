import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { unauthenticated } from '../errors/domain-error';
import type { Role } from '../main-db/role';
import type { Tenant } from '../tenancy/tenant-pool';

/** Who is calling, as of this request: the role is the current one, whatever the token says. */
export interface Principal {
  userId: string;
  email: string;
  name: string;
  role: Role;
  /** Null for a platform admin. */
  organizationId: string | null;
  sessionId: string;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set once, by the authentication hook, from a verified token. */
    principal: Principal | undefined;
    /** The principal's tenant; undefined without one. */
    tenant: Tenant | undefined;
  }
}

/** The signed-in user, for handlers to pass on as the first argument. */
export const CurrentUser = createParamDecorator((_: unknown, context: ExecutionContext): Principal => {
  const { principal } = context.switchToHttp().getRequest<FastifyRequest>();
  if (!principal) throw unauthenticated();
  return principal;
});
