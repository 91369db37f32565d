import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession } from 'mongodb';
import { type Model, Types } from 'mongoose';
import type { Actor, Approver } from '../access/actor';
import { GRANTS, type Permission } from '../access/permissions';
import { AuditLog } from '../audit/audit-log';
import { countingPinTries, wrongPin } from '../auth/pin-tries';
import { Pins } from '../auth/pins';
import { User } from '../auth/user.schema';
import { DomainError, forbidden, notFound } from '../errors/domain-error';
import { objectIdOr } from '../http/object-id';
import type { Posting } from '../ledger/book';
import { TENANT } from '../tenancy/tenant-connection';
import type { ApprovalDto, ApproverListDto, AskApprovalDto } from './dto/approval.dto';

const GOOD_FOR_MS = 2 * 60_000;

/** An actor with what was lent for one act, and the posting by which that is used up. */
export interface Lent {
  actor: Actor;
  used: Posting[];
}

interface Given {
  permission: Permission;
  subject: string;
  expiresAt: Date;
}

/**
 * One permission, lent for one act: somebody who holds it types a PIN at the till of somebody who does not. Given and used are entries of
 * the audit log, which holds each once.
 */
@Injectable()
export class Approvals {
  constructor(
    @InjectModel(User.name, TENANT) private readonly users: Model<User>,
    private readonly log: AuditLog,
    private readonly pins: Pins,
  ) {}

  /** Who may allow it: everybody who holds the permission and has a PIN. */
  async approvers(actor: Actor, permission: Permission): Promise<ApproverListDto> {
    actor.require('sale.create');
    const users = await this.users
      .find({ active: true, pinHash: { $type: 'string' }, role: { $in: rolesWith(permission) } })
      .select({ name: 1 })
      .lean();
    const items = users.map(({ _id, name }) => ({ id: _id.toString(), name }));
    return { items: items.sort((a, b) => (a.name < b.name ? -1 : 1)) };
  }

  /** @throws DomainError `wrong_pin`, `too_many_attempts`, `approver_lacks_permission`, `user_not_found`, `forbidden` */
  async give(actor: Actor, { permission, pin, approverId, subject, reason }: AskApprovalDto): Promise<ApprovalDto> {
    actor.require('sale.create');
    if (!actor.may(permission) && !actor.mayAskFor(permission)) throw forbidden();
    const missing = () => notFound('user', 'approverId');
    const approver = await this.users.findById(objectIdOr(approverId, missing)).lean();
    if (!approver) throw missing();
    if (!GRANTS[approver.role].held.has(permission)) throw lacksPermission();
    await countingPinTries(this.users, actor.userId, async () => {
      if (await this.pins.match(approverId, pin, approver.active ? approver.pinHash : null)) return;
      await this.log.write(actor, { action: 'approval.wrong_pin', subject, after: { permission, approverId } });
      throw wrongPin();
    });
    const approval = randomBytes(24).toString('base64url');
    const expiresAt = new Date(Date.now() + GOOD_FOR_MS);
    const approvedBy = { id: approverId, name: approver.name };
    const given: Given & { reason: string | null } = { permission, subject, expiresAt, reason: reason ?? null };
    await this.log.write(actor, { _id: entryId(approval), action: GIVEN, subject, approvedBy, after: given });
    return { approval, approvedBy, expiresAt };
  }

  /**
   * The actor with what `approval` lends for an act on `subject`: one token, or several with spaces between. What has run out, or was given
   * to somebody else or for something else, lends nothing.
   * @throws DomainError `approval_used`
   */
  async lend(actor: Actor, approval: string | undefined, subject: string, session: ClientSession): Promise<Lent> {
    if (!approval) return { actor, used: [] };
    const ids = approval.split(' ').filter(Boolean).map(entryId);
    const entries = await this.log.find([...ids, ...ids.map(usedId)], session);
    const lent = new Map<Permission, Approver>();
    const used: Posting[] = [];
    for (const entry of entries) {
      const given = entry.after as Given | null;
      if (entry.action !== GIVEN || !given || !entry.approvedBy) continue;
      if (entry.actor.id !== actor.id || given.subject !== subject || given.expiresAt < new Date()) continue;
      // What the actor may do alone needs nobody's leave.
      if (actor.may(given.permission)) continue;
      if (entries.some(({ _id }) => _id === usedId(entry._id))) throw approvalUsed();
      if (!(await this.mayStill(entry.approvedBy.id, given.permission, session))) continue;
      lent.set(given.permission, entry.approvedBy);
      const about = { subject, approvedBy: entry.approvedBy, after: { permission: given.permission } };
      used.push(this.log.posting(actor, { _id: usedId(entry._id), action: 'approval.used', ...about }));
    }
    return { actor: actor.withLent(lent), used };
  }

  /** Whoever was disabled, lowered or deleted meanwhile has nothing left to lend. */
  private async mayStill(approverId: string, permission: Permission, session: ClientSession): Promise<boolean> {
    const approver = await this.users.findById(approverId).session(session).select({ role: 1, active: 1 }).lean();
    return approver?.active === true && GRANTS[approver.role].held.has(permission);
  }
}

const GIVEN = 'approval.given';

/** What was lent for an act, as documents keep it. */
export function approvedBy(actor: Actor, permission: Permission): { id: Types.ObjectId; name: string } | null {
  const approver = actor.lent.get(permission);
  return approver ? { id: new Types.ObjectId(approver.id), name: approver.name } : null;
}

/** The log is read by managers: it holds a hash of the token, never the token. */
function entryId(approval: string): string {
  return `approval:${createHash('sha256').update(approval).digest('hex')}`;
}

function usedId(id: string): string {
  return `${id}:used`;
}

function rolesWith(permission: Permission) {
  return (['cashier', 'manager', 'org_admin'] as const).filter((role) => GRANTS[role].held.has(permission));
}

function lacksPermission(): DomainError {
  return new DomainError('approver_lacks_permission', 'Whoever approves must be allowed to do it alone.', {
    errors: [{ path: 'approverId', message: 'may not do this either' }],
  });
}

function approvalUsed(): DomainError {
  return new DomainError('approval_used', 'This approval was used already; ask for another.', {
    errors: [{ path: 'approval', message: 'was used' }],
  });
}
