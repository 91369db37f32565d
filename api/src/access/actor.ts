import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Types } from 'mongoose';
import type { Principal } from '../auth/principal';
import { DomainError, forbidden, unauthenticated } from '../errors/domain-error';
import { ALL_GRANTS, GRANTS, type Grants, type Permission } from './permissions';

/** Who stands behind an act: somebody signed in, a command that may act in somebody's name, or work that nobody started. */
export type ActorKind = 'user' | 'command' | 'job';

/** Who allowed what somebody else may not do alone. */
export interface Approver {
  id: string;
  name: string;
}

const NOTHING_LENT: ReadonlyMap<Permission, Approver> = new Map();

/** Where in a request a permission is asked for, and what is said to who needs an approval. */
export interface Asked {
  path: string;
  detail: string;
}

/**
 * Who acts and what they may: the first argument of every service method that reads or writes for someone. Such a method opens with
 * `require`; what only some of its requests need is asked where that shows.
 */
export class Actor {
  private constructor(
    readonly kind: ActorKind,
    readonly id: string,
    readonly name: string,
    /** The organization whose database this is about; null on the platform. */
    readonly tenant: string | null,
    private readonly grants: Grants,
    /** What others allowed for this one act. */
    readonly lent: ReadonlyMap<Permission, Approver> = NOTHING_LENT,
    /** The request it acts by; null for commands and jobs. */
    readonly requestId: string | null = null,
  ) {}

  static ofUser({ userId, name, organizationId, role }: Principal, requestId: string | null = null): Actor {
    return new Actor('user', userId, name, organizationId, GRANTS[role], NOTHING_LENT, requestId);
  }

  /** A command in the name of a user of an organization. */
  static ofCommandFor(user: { id: string; name: string; tenant: string }): Actor {
    return new Actor('command', user.id, user.name, user.tenant, ALL_GRANTS);
  }

  /** A command on the platform. */
  static ofCommand(name: string): Actor {
    return new Actor('command', 'command', name, null, ALL_GRANTS);
  }

  /** Work that no request started, in an organization's data or, without one, the platform's. */
  static ofJob(name: string, tenant: string | null): Actor {
    return new Actor('job', `job:${name}`, name, tenant, ALL_GRANTS);
  }

  /** The user, for documents that say who did it. */
  get userId(): Types.ObjectId {
    return new Types.ObjectId(this.id);
  }

  may(permission: Permission): boolean {
    return this.grants.held.has(permission) || this.lent.has(permission);
  }

  /** Whether somebody else could allow it. */
  mayAskFor(permission: Permission): boolean {
    return this.grants.byApproval.has(permission);
  }

  /** The same actor, with what others allowed for one act. */
  withLent(lent: ReadonlyMap<Permission, Approver>): Actor {
    return new Actor(this.kind, this.id, this.name, this.tenant, this.grants, lent, this.requestId);
  }

  /** @throws DomainError `approval_required` for what somebody else may approve, `forbidden` for the rest */
  require(permission: Permission, asked?: Asked): void {
    if (this.may(permission)) return;
    if (this.grants.byApproval.has(permission)) throw approvalRequired(permission, asked);
    throw forbidden();
  }
}

function approvalRequired(permission: Permission, asked?: Asked): DomainError {
  const detail = asked?.detail ?? 'This needs the approval of a manager.';
  return new DomainError('approval_required', detail, {
    ...(asked && { errors: [{ path: asked.path, message: 'needs a manager' }] }),
    extra: { permission },
  });
}

/** Who calls, for handlers to pass on as the first argument. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const { principal, id } = context.switchToHttp().getRequest<FastifyRequest>();
  if (!principal) throw unauthenticated();
  return Actor.ofUser(principal, id);
});
