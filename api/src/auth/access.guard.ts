import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { forbidden, unauthenticated } from '../common/domain-error';
import { ACCESS, type Access } from './authenticated.decorator';
import { includesRole, type Role } from './role';

/** Compares the route's declared access with the verified principal. It only reads; the hook has verified. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (access?.to === 'anyone') return true;
    const { principal } = context.switchToHttp().getRequest<FastifyRequest>();
    if (!principal) throw unauthenticated();
    if (!access || !isAllowed(access, principal.role)) throw forbidden();
    return true;
  }
}

function isAllowed(access: Access, role: Role): boolean {
  switch (access.to) {
    case 'anyone':
    case 'signed_in':
      return true;
    case 'role':
      return includesRole(role, access.role);
    case 'platform_admin':
      return role === 'platform_admin';
  }
}
