import { Injectable, Logger } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import type { ClientSession } from 'mongodb';
import { type Connection, type Model, Types } from 'mongoose';
import { AuditEntry } from '../audit/audit-entry.schema';
import { AuditLog } from '../audit/audit-log';
import { DomainError, databaseUnavailable, notFound, unauthenticated } from '../errors/domain-error';
import { Account } from '../main-db/account.schema';
import { MAIN } from '../main-db/main-connection';
import { Organization } from '../main-db/organization.schema';
import type { TenantRole } from '../main-db/role';
import { inTransaction } from '../mongo/transaction';
import { OrganizationProfile } from '../organization-profile/organization-profile.schema';
import { tenantId } from '../tenancy/tenant-id';
import { TenantMigrations } from '../tenancy/tenant-migrations';
import { type Tenant, TenantPool } from '../tenancy/tenant-pool';
import { ACCESS_TOKEN_SECONDS, AccessTokens } from './access-tokens';
import type { LoginAnswerDto, ProfileDto, SignedInOrganizationDto } from './dto/login.dto';
import type { PinUserListDto, SwitchUserDto } from './dto/switch-user.dto';
import { Passwords, untilWholeTick } from './passwords';
import { countingPinTries, wrongPin } from './pin-tries';
import { Pins } from './pins';
import type { Principal } from './principal';
import { type RefreshedSession, Sessions } from './sessions';
import { type SignInOrigin, SignInThrottle } from './sign-in-throttle';
import { User } from './user.schema';

export interface SignedIn {
  answer: LoginAnswerDto;
  refreshToken: string;
}

/** A user as an answer needs it, from the tenant or, for a platform admin, from main. */
type KnownUser = Pick<Account, '_id' | 'email' | 'name' | 'role'> & { lastLoginAt: Date | null };

/** A PIN is four digits: it lets nobody change settings, users or rules. */
const AT_A_TILL: readonly TenantRole[] = ['cashier', 'manager'];

/** Signing in and out: the one flow that uses main and the tenant both. */
@Injectable()
export class AuthService {
  private readonly logger = new Logger(AuthService.name);

  constructor(
    @InjectConnection(MAIN) private readonly main: Connection,
    @InjectModel(Account.name, MAIN) private readonly accounts: Model<Account>,
    @InjectModel(Organization.name, MAIN) private readonly organizations: Model<Organization>,
    private readonly pool: TenantPool,
    private readonly throttle: SignInThrottle,
    private readonly sessions: Sessions,
    private readonly tokens: AccessTokens,
    private readonly passwords: Passwords,
    private readonly pins: Pins,
    private readonly migrations: TenantMigrations,
  ) {}

  /**
   * Signs in, in the order of design section 5.
   * @throws DomainError `invalid_credentials`, `user_inactive`, `organization_inactive`, `too_many_attempts`, `migration_pending`
   */
  async login(email: string, password: string, from: SignInOrigin): Promise<SignedIn> {
    const { address } = from;
    const account = await this.throttle.guard(email, from, () => this.accountWithPassword(email, password));
    const session = this.main.getClient().startSession();
    try {
      return account.organizationId
        ? await this.loginToTenant(account, account.organizationId, session, address)
        : await this.loginToPlatform(account, session);
    } finally {
      await session.endSession();
    }
  }

  /** @throws DomainError `unauthenticated` */
  async refresh(refreshToken: string | undefined): Promise<SignedIn> {
    if (!refreshToken) throw unauthenticated();
    const refreshed = await this.sessions.refresh(refreshToken);
    const account = await this.accounts.findById(refreshed.userId).lean();
    if (!account?.active) throw unauthenticated();
    if (!account.organizationId) return this.answer({ ...account, lastLoginAt: null }, null, refreshed);
    return this.pool.within(tenantId(account.organizationId), async (tenant) => {
      await this.migrations.assertUpToDate(tenant);
      const [user, organization] = await this.userAndOrganization(tenant, account._id);
      if (!user?.active || !organization?.active) throw unauthenticated();
      return this.answer(user, organization, refreshed);
    });
  }

  /** Who may stand at this till next by a PIN: cashiers and managers who set one. */
  async pinUsers(tenant: Tenant | undefined): Promise<PinUserListDto> {
    if (!tenant) return { items: [] };
    const users = await tenant.connection
      .model<User>(User.name)
      .find({ active: true, role: { $in: AT_A_TILL }, pinHash: { $type: 'string' } })
      .select({ name: 1 })
      .lean();
    const items = users.map(({ _id, name }) => ({ id: _id.toString(), name }));
    return { items: items.sort((a, b) => (a.name < b.name ? -1 : 1)) };
  }

  /**
   * Another stands at the till, who types a PIN; the session of who stood there ends. Whoever may change settings signs in with a password.
   * @throws DomainError `wrong_pin`, `too_many_attempts`, `user_not_found`
   */
  async switchUser(
    principal: Principal,
    tenant: Tenant | undefined,
    { userId, pin }: SwitchUserDto,
    address: string,
  ): Promise<SignedIn> {
    const missing = () => notFound('user', 'userId');
    if (!tenant) throw missing();
    const users = tenant.connection.model<User>(User.name);
    const user = await users.findById(userId).lean();
    if (!user || !AT_A_TILL.includes(user.role)) throw missing();
    await countingPinTries(users, new Types.ObjectId(principal.userId), async () => {
      if (await this.pins.match(userId, pin, user.active ? user.pinHash : null)) return;
      const log = new AuditLog(tenant.connection.model<AuditEntry>(AuditEntry.name));
      const acting = { kind: 'user', id: principal.userId, name: principal.name };
      await log.write(acting, { action: 'session.wrong_pin', subject: userId, after: { address } });
      throw wrongPin();
    });
    const organization = await tenant.connection.model<OrganizationProfile>(OrganizationProfile.name).findOne().lean();
    if (!organization) throw unauthenticated();
    const session = this.main.getClient().startSession();
    try {
      const begun = await this.sessions.begin(user._id, user.credentialVersion, session);
      await this.sessions.revoke(principal.sessionId);
      const signedIn = this.answer(user, organization, begun);
      signedIn.answer.user.lastLoginAt = await this.recordLogin(tenant, user, address, 'session.switch');
      return signedIn;
    } finally {
      await session.endSession();
    }
  }

  /** That who is signed in knows the password too. @throws DomainError `wrong_password`, `too_many_attempts` */
  async confirmPassword({ userId, email }: Principal, password: string, address: string): Promise<void> {
    try {
      // Counted for who is signed in: what strangers try at the same address locks nobody out of this.
      await this.throttle.guard(email, { address, device: `user:${userId}` }, async () => {
        const account = await this.accounts.findById(userId).lean();
        if (!(await this.passwords.match(password, account?.passwordHash))) throw invalidCredentials();
      });
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'invalid_credentials') throw error;
      throw new DomainError('wrong_password', 'That is not your password.', {
        errors: [{ path: 'password', message: 'is wrong' }],
      });
    }
  }

  /** Ends the session of the token, of the cookie, or of both. */
  async logout(principal: Principal | undefined, refreshToken: string | undefined): Promise<void> {
    if (!principal && !refreshToken) throw unauthenticated();
    if (principal) await this.sessions.revoke(principal.sessionId);
    if (refreshToken) await this.sessions.revokeByToken(refreshToken);
  }

  async me(principal: Principal, tenant: Tenant | undefined): Promise<ProfileDto> {
    const id = new Types.ObjectId(principal.userId);
    if (!tenant) return profile({ ...principal, _id: id, lastLoginAt: null }, null);
    const [user, organization] = await this.userAndOrganization(tenant, id);
    if (!user || !organization) throw unauthenticated();
    return profile(user, organization);
  }

  private async accountWithPassword(email: string, password: string): Promise<Account> {
    const began = performance.now();
    const account = await this.accounts.findOne({ email }).lean();
    if ((await this.passwords.match(password, account?.passwordHash)) && account) return account;
    await untilWholeTick(began);
    throw invalidCredentials();
  }

  private async loginToPlatform(account: Account, session: ClientSession): Promise<SignedIn> {
    if (!account.active) throw userInactive();
    const begun = await this.sessions.begin(account._id, account.credentialVersion, session);
    return this.answer({ ...account, lastLoginAt: null }, null, begun);
  }

  private async loginToTenant(
    account: Account,
    organizationId: Types.ObjectId,
    session: ClientSession,
    address: string,
  ): Promise<SignedIn> {
    const organization = await this.organizations.findById(organizationId).session(session).lean();
    if (!account.active) throw userInactive();
    if (!organization?.active || organization.state !== 'open') {
      throw new DomainError('organization_inactive', 'The organization is suspended; ask its provider.');
    }
    return this.pool.within(tenantId(organizationId), async (tenant) => {
      await this.migrations.assertUpToDate(tenant);
      this.logger.log(`✅ Tenant database connected: ${tenant.connection.name}`);
      const user = await this.findOrCreateInTenant(tenant, account);
      if (!user.active) throw userInactive();
      this.logger.log(`✅ User found in tenant database: ${user.email}`);
      const begun = await this.sessions.begin(account._id, account.credentialVersion, session);
      const signedIn = this.answer(user, organization, begun);
      // Main has done its part; ending it twice (here and in `login`) is harmless.
      await session.endSession();
      this.logger.log('✅ Disconnected from main database');
      signedIn.answer.user.lastLoginAt = await this.recordLogin(tenant, user, address);
      return signedIn;
    });
  }

  /** Accounts older than the tenant databases get their tenant half at the first sign-in. */
  private async findOrCreateInTenant({ connection, cluster }: Tenant, account: Account): Promise<User> {
    const users = connection.model<User>(User.name);
    const found = await users.findById(account._id).lean();
    if (found) return found;
    // Elsewhere there are no such accounts: who is not there was deleted, and main has not heard of it yet.
    if (cluster !== null) throw invalidCredentials();
    const isThere = await connection.model<OrganizationProfile>(OrganizationProfile.name).exists({});
    if (!isThere) throw databaseUnavailable('The organization’s data is not there just now; ask its provider.');
    const user = await inTransaction(this.main, async (session) => {
      // The account may have been deleted since its password was checked. Writing it makes the two conflict, so that no
      // user comes back to life.
      const current = await this.accounts
        .findOneAndUpdate(
          { _id: account._id },
          { $set: { updatedAt: new Date() } },
          { session, returnDocument: 'after' },
        )
        .lean();
      if (!current) throw invalidCredentials();
      const { _id, ...half } = tenantHalf(current);
      await users.updateOne({ _id }, { $setOnInsert: half }, { upsert: true, session });
      return { _id, ...half };
    });
    this.logger.log(`✅ User created in tenant database: ${user.email}`);
    return user;
  }

  private async recordLogin(
    { connection }: Tenant,
    user: User,
    address: string,
    action = 'session.sign_in',
  ): Promise<Date> {
    const lastLoginAt = new Date();
    await connection.model<User>(User.name).updateOne({ _id: user._id }, { $set: { lastLoginAt } });
    this.logger.log('✅ Updated last login in tenant database');
    const log = new AuditLog(connection.model<AuditEntry>(AuditEntry.name));
    await log.write({ kind: 'user', id: user._id.toString(), name: user.name }, { action, after: { address } });
    return lastLoginAt;
  }

  private userAndOrganization({ connection }: Tenant, userId: Types.ObjectId) {
    return Promise.all([
      connection.model<User>(User.name).findById(userId).lean(),
      connection.model<OrganizationProfile>(OrganizationProfile.name).findOne().lean(),
    ]);
  }

  private answer(
    user: KnownUser,
    organization: Pick<Organization, '_id' | 'name' | 'currency' | 'timezone'> | null,
    { sessionId, refreshToken }: RefreshedSession,
  ): SignedIn {
    const token = this.tokens.issue({
      userId: user._id.toString(),
      email: user.email,
      organizationId: organization?._id.toString() ?? null,
      role: user.role,
      sid: sessionId,
    });
    return { answer: { token, expiresIn: ACCESS_TOKEN_SECONDS, ...profile(user, organization) }, refreshToken };
  }
}

function tenantHalf(account: Account): User {
  const { _id, email, name, role, active, version, credentialVersion, createdAt, updatedAt } = account;
  return {
    _id,
    email,
    name,
    role: role as TenantRole,
    active,
    version,
    credentialVersion,
    lastLoginAt: null,
    createdAt,
    updatedAt,
  };
}

function invalidCredentials(): DomainError {
  return new DomainError('invalid_credentials', 'E-mail or password is wrong.');
}

function userInactive(): DomainError {
  return new DomainError('user_inactive', 'This user is disabled; ask an admin of your organization.');
}

function profile(
  user: KnownUser,
  organization: Pick<Organization, '_id' | 'name' | 'currency' | 'timezone'> | null,
): ProfileDto {
  return {
    user: {
      id: user._id.toString(),
      email: user.email,
      name: user.name,
      role: user.role,
      organizationId: organization?._id.toString() ?? null,
      lastLoginAt: user.lastLoginAt,
    },
    organization: organization && toOrganization(organization),
  };
}

function toOrganization(
  organization: Pick<Organization, '_id' | 'name' | 'currency' | 'timezone'>,
): SignedInOrganizationDto {
  const { _id, name, currency, timezone } = organization;
  return { id: _id.toString(), name, currency, timezone };
}
