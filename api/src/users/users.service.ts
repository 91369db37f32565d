import { ageOn } from '@liquor-pos/domain/pricing/age';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession } from 'mongodb';
import { type Model, Types } from 'mongoose';
import type { Actor } from '../access/actor';
import { AuditLog } from '../audit/audit-log';
import { changedFields } from '../audit/changed-fields';
import { AuthService } from '../auth/auth.service';
import { Passwords } from '../auth/passwords';
import { Pins } from '../auth/pins';
import type { Principal } from '../auth/principal';
import { User } from '../auth/user.schema';
import { badInput, DomainError, notFound, staleVersion } from '../errors/domain-error';
import { objectIdOr } from '../http/object-id';
import { afterCursor, type Page, toPage } from '../http/paging';
import { assertNamesChange, withoutUndefined } from '../http/without-undefined';
import { Idempotency } from '../idempotency/idempotency';
import type { KeyedRequest } from '../idempotency/idempotency-key';
import { OrganizationProfile } from '../organization-profile/organization-profile.schema';
import { CurrentTenant } from '../tenancy/current-tenant';
import { TENANT } from '../tenancy/tenant-connection';
import type { BirthDateDto, CreateUserDto, SetPinDto, UpdateUserDto, UserDto, UserQueryDto } from './dto/user.dto';
import type { UserCommand, UserState } from './user-command';
import { UserDualWrite } from './user-dual-write';

/** The users of one organization. Reads ask the tenant; writes go through the dual write. */
@Injectable()
export class UsersService {
  constructor(
    @InjectModel(User.name, TENANT) private readonly users: Model<User>,
    @InjectModel(OrganizationProfile.name, TENANT) private readonly profiles: Model<OrganizationProfile>,
    private readonly current: CurrentTenant,
    private readonly dualWrite: UserDualWrite,
    private readonly idempotency: Idempotency,
    private readonly passwords: Passwords,
    private readonly auth: AuthService,
    private readonly pins: Pins,
    private readonly log: AuditLog,
  ) {}

  async list(actor: Actor, { limit, cursor, role, active }: UserQueryDto): Promise<Page<UserDto>> {
    actor.require('user.read');
    const docs = await this.users
      .find({
        ...(role && { role }),
        ...(active && { active: active === 'true' }),
        ...afterCursor(cursor, 'email', 'ascending', { value: String, id: (id) => new Types.ObjectId(id) }),
      })
      .sort({ email: 1, _id: 1 })
      .limit(limit + 1)
      .lean();
    return toPage(docs, limit, (user) => ({ value: user.email, id: user._id.toString() }), toUser);
  }

  async get(actor: Actor, id: string): Promise<UserDto> {
    actor.require('user.read');
    const user = await this.users.findById(objectIdOr(id, userNotFound)).lean();
    if (!user) throw userNotFound();
    return toUser(user);
  }

  /** @throws DomainError `wrong_password`, `too_many_attempts`, `validation_failed` for a PIN anybody tries first */
  async setPin(actor: Actor, principal: Principal, { password, pin }: SetPinDto, address: string): Promise<void> {
    actor.require('sale.create');
    if (isGuessedFirst(pin)) throw badInput([{ path: 'pin', message: 'is one of the first that anybody tries' }]);
    await this.auth.confirmPassword(principal, password, address);
    await this.keepPin(actor, pin);
  }

  /** The PIN of who acts, and is known to be who that is. */
  async keepPin(actor: Actor, pin: string): Promise<void> {
    actor.require('sale.create');
    const pinHash = await this.pins.hash(actor.id, pin);
    await this.users.updateOne({ _id: actor.userId }, { $set: { pinHash } });
    await this.log.write(actor, { action: 'user.pin', subject: actor.id });
  }

  /** When somebody who sells was born; null where nobody said. */
  async birthDate(actor: Actor, id: string): Promise<BirthDateDto> {
    actor.require('user.write');
    const user = await this.users.findById(objectIdOr(id, userNotFound)).select({ birthDate: 1 }).lean();
    if (!user) throw userNotFound();
    return { birthDate: user.birthDate ?? null };
  }

  /** Of the tenant alone: main needs it for nothing. The log says that it was set, and not to what. */
  async setBirthDate(actor: Actor, id: string, { birthDate }: BirthDateDto): Promise<BirthDateDto> {
    actor.require('user.write');
    if (birthDate !== null) assertBorn(birthDate);
    const { matchedCount } = await this.users.updateOne({ _id: objectIdOr(id, userNotFound) }, { $set: { birthDate } });
    if (matchedCount === 0) throw userNotFound();
    await this.log.write(actor, { action: 'user.birth_date', subject: id });
    return { birthDate };
  }

  /** @throws DomainError `email_taken` */
  async create(actor: Actor, { email, name, role, password }: CreateUserDto, request?: KeyedRequest): Promise<UserDto> {
    actor.require('user.write');
    const passwordHash = await this.passwords.hash(password);
    const create = (): UserCommand & { kind: 'create' } => ({
      kind: 'create',
      userId: new Types.ObjectId(),
      version: 1,
      state: { email, name, role, active: true },
      passwordHash,
      at: new Date(),
    });
    return this.idempotency.answering(request, async () => {
      const command = await this.dualWrite.write(this.current.tenant, (session) =>
        this.idempotency.within(
          session,
          request,
          async () => {
            const command = create();
            const after = { email, name, role };
            await this.log.write(actor, { action: 'user.create', subject: command.userId.toString(), after }, session);
            return command;
          },
          userMadeBy,
        ),
      );
      return userMadeBy(command);
    });
  }

  /** @throws DomainError `email_taken`, `stale_version`, `last_admin` */
  async update(actor: Actor, id: string, input: UpdateUserDto): Promise<UserDto> {
    actor.require('user.write');
    const userId = objectIdOr(id, userNotFound);
    const { password, version, ...changes } = input;
    assertNamesChange({ password, ...changes });
    const passwordHash = password === undefined ? undefined : await this.passwords.hash(password);
    await this.dualWrite.write(this.current.tenant, async (session) => {
      const user = await this.load(userId, session);
      if (version !== undefined && version !== user.version) throw staleVersion('user');
      const state: UserState = { ...stateOf(user), ...withoutUndefined(changes) };
      if (isAdmin(user) && !isAdmin(state)) await this.assertAnotherAdmin(userId, session);
      const { before, after } = changedFields(stateOf(user), state);
      const said = { ...after, ...(passwordHash && { password: 'another' }) };
      await this.log.write(actor, { action: 'user.update', subject: id, before, after: said }, session);
      return {
        kind: 'update',
        userId,
        version: user.version + 1,
        state,
        credentialVersion: user.credentialVersion + (passwordHash ? 1 : 0),
        passwordHash,
        at: new Date(),
      };
    });
    return this.get(actor, id);
  }

  /** @throws DomainError `last_admin` */
  async delete(actor: Actor, id: string): Promise<void> {
    actor.require('user.write');
    const userId = objectIdOr(id, userNotFound);
    await this.dualWrite.write(this.current.tenant, async (session) => {
      const user = await this.load(userId, session);
      if (isAdmin(user)) await this.assertAnotherAdmin(userId, session);
      await this.log.write(actor, { action: 'user.delete', subject: id, before: stateOf(user) }, session);
      return { kind: 'delete', userId, version: user.version + 1, email: user.email, at: new Date() };
    });
  }

  private async load(userId: Types.ObjectId, session: ClientSession): Promise<User> {
    const user = await this.users.findById(userId).session(session).lean();
    if (!user) throw userNotFound();
    return user;
  }

  private async assertAnotherAdmin(userId: Types.ObjectId, session: ClientSession): Promise<void> {
    // Two admins taking each other's rights away would each still see the other: this write makes one of them wait.
    await this.profiles.updateOne({}, { $inc: { adminChanges: 1 } }, { session });
    const another = await this.users.exists({ _id: { $ne: userId }, role: 'org_admin', active: true }).session(session);
    if (!another) {
      throw new DomainError(
        'last_admin',
        'This is the last active admin of the organization; make another user one first.',
      );
    }
  }
}

/** @throws DomainError `validation_failed` for a date nobody who works was born on */
function assertBorn(birthDate: string): void {
  const age = ageOn(birthDate, new Date().toISOString().slice(0, 10));
  if (age < 10 || age > 120) throw badInput([{ path: 'birthDate', message: 'is nobody’s who works here' }]);
}

/** The same digit throughout or two of them, digits one after the other, up or down, or a year somebody was born in. */
function isGuessedFirst(pin: string): boolean {
  if (new Set(pin).size <= 2 || /^(19\d\d|20[0-2]\d)$/.test(pin)) return true;
  const steps = new Set([...pin].slice(1).map((digit, index) => (Number(digit) - Number(pin[index]) + 10) % 10));
  return steps.size === 1 && [0, 1, 9].includes([...steps][0] ?? 0);
}

function userNotFound() {
  return notFound('user');
}

function isAdmin({ role, active }: Pick<UserState, 'role' | 'active'>): boolean {
  return role === 'org_admin' && active;
}

function stateOf({ email, name, role, active }: User): UserState {
  return { email, name, role, active };
}

/** The user a creation makes, as it is answered. */
function userMadeBy({ userId, version, state, at }: UserCommand & { kind: 'create' }): UserDto {
  return { id: userId.toString(), ...state, version, lastLoginAt: null, createdAt: at, updatedAt: at };
}

function toUser(user: User): UserDto {
  return {
    id: user._id.toString(),
    email: user.email,
    name: user.name,
    role: user.role,
    active: user.active,
    version: user.version,
    lastLoginAt: user.lastLoginAt,
    createdAt: user.createdAt,
    updatedAt: user.updatedAt,
  };
}
