import type { ContextId, ContextIdStrategy, HostComponentInfo } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';

/** What `REQUEST` is inside a durable tree. */
export interface TenantPayload {
  tenant: FastifyRequest['tenant'];
  signedIn: boolean;
}

/**
 * Puts every request of a tenant onto that tenant's one tree of services. The tenant is the one the verified token named;
 * a request without one gets a context of its own, in which the tenant connection refuses to be made.
 */
export class TenantContextIdStrategy implements ContextIdStrategy<FastifyRequest> {
  attach(contextId: ContextId, request: FastifyRequest) {
    const { tenant, principal } = request;
    const payload: TenantPayload = { tenant, signedIn: principal !== undefined };
    return {
      resolve: (info: HostComponentInfo) => (tenant && info.isTreeDurable ? tenant.contextId : contextId),
      payload,
    };
  }
}
