import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { ROUTE_ACCESS, type RouteAccess } from '../auth/route-access';
import { forbidden, unauthenticated } from '../errors/domain-error';
import { GRANTS, type Permission } from './permissions';

/**
 * Compares what a route requires with the table, before its body is even looked at. It only reads; the hook has verified. Whether an
 * approval is there, the service asks, which knows the act.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    const access = this.reflector.getAllAndOverride<RouteAccess<Permission> | undefined>(ROUTE_ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (access?.to === 'anyone') return true;
    const { principal } = context.switchToHttp().getRequest<FastifyRequest>();
    if (!principal) throw unauthenticated();
    if (access?.to === 'signed_in') return true;
    const { held, byApproval } = GRANTS[principal.role];
    if (!access || !(held.has(access.permission) || byApproval.has(access.permission))) throw forbidden();
    return true;
  }
}
