import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import type { ClientSession } from 'mongodb';
import { type Connection, type Model, Types } from 'mongoose';
import { Actor } from '../access/actor';
import { AccessRegistry } from '../auth/access-registry';
import { Passwords } from '../auth/passwords';
import { badInput, DomainError, notFound } from '../errors/domain-error';
import { objectIdOr } from '../http/object-id';
import { afterCursor, type Page, toPage } from '../http/paging';
import { PageQueryDto } from '../http/paging.dto';
import { assertNamesChange } from '../http/without-undefined';
import type { KeyedRequest } from '../idempotency/idempotency-key';
import { Account } from '../main-db/account.schema';
import { DeliveredWrites } from '../main-db/delivered-writes.schema';
import { MAIN } from '../main-db/main-connection';
import { Organization } from '../main-db/organization.schema';
import { Session } from '../main-db/session.schema';
import { inTransaction } from '../mongo/transaction';
import { OrganizationProfile } from '../organization-profile/organization-profile.schema';
import { Register } from '../store-directory/register.schema';
import { Store } from '../store-directory/store.schema';
import { Clusters } from '../tenancy/clusters';
import { Placements } from '../tenancy/placements';
import { tenantDatabaseName, tenantId } from '../tenancy/tenant-id';
import { TenantIndexes } from '../tenancy/tenant-indexes';
import { TenantMigrations } from '../tenancy/tenant-migrations';
import { type Tenant, TenantPool } from '../tenancy/tenant-pool';
import type { UserCommand } from '../users/user-command';
import { UserDualWrite } from '../users/user-dual-write';
import type { OpenOrganizationDto, OrganizationDto, UpdateOrganizationDto } from './dto/organization.dto';
import { MainIdempotency } from './main-idempotency';
import { OrganizationDualWrite } from './organization-dual-write';

/** No opening takes this long; an entry that is older was left by a crash. */
const ABANDONED_AFTER_MS = 10 * 60_000;

/** Opening and suspending organizations: the platform admin's work, in main and in the new tenant. */
@Injectable()
export class OrganizationsService implements OnApplicationBootstrap {
  private readonly logger = new Logger(OrganizationsService.name);

  constructor(
    @InjectConnection(MAIN) private readonly main: Connection,
    @InjectModel(Organization.name, MAIN) private readonly organizations: Model<Organization>,
    @InjectModel(Account.name, MAIN) private readonly accounts: Model<Account>,
    @InjectModel(Session.name, MAIN) private readonly sessions: Model<Session>,
    @InjectModel(DeliveredWrites.name, MAIN) private readonly deliveries: Model<DeliveredWrites>,
    private readonly pool: TenantPool,
    private readonly clusters: Clusters,
    private readonly placements: Placements,
    private readonly writes: OrganizationDualWrite,
    private readonly dualWrite: UserDualWrite,
    private readonly access: AccessRegistry,
    private readonly idempotency: MainIdempotency,
    private readonly indexes: TenantIndexes,
    private readonly migrations: TenantMigrations,
    private readonly passwords: Passwords,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.removeAbandonedOpenings();
  }

  async list(actor: Actor, { limit, cursor }: PageQueryDto): Promise<Page<OrganizationDto>> {
    actor.require('organization.read');
    const docs = await this.organizations
      .find({
        state: 'open',
        ...afterCursor(cursor, 'name', 'ascending', { value: String, id: (id) => new Types.ObjectId(id) }),
      })
      .sort({ name: 1, _id: 1 })
      .limit(limit + 1)
      .lean();
    return toPage(docs, limit, ({ name, _id }) => ({ value: name, id: _id.toString() }), toOrganization);
  }

  async get(actor: Actor, id: string): Promise<OrganizationDto> {
    actor.require('organization.read');
    const organization = await this.organizations
      .findOne({ _id: objectIdOr(id, organizationNotFound), state: 'open' })
      .lean();
    if (!organization) throw organizationNotFound();
    return toOrganization(organization);
  }

  /** One in whatever state, for commands. */
  async known(actor: Actor, id: string): Promise<Pick<Organization, 'name' | 'state'>> {
    actor.require('organization.read');
    const found = await this.organizations.findById(objectIdOr(id, organizationNotFound)).lean();
    if (!found) throw organizationNotFound();
    return found;
  }

  /** Those that are being opened, restored or removed, or were when a process ended: for commands. */
  async unfinished(actor: Actor): Promise<{ id: string; name: string; state: Organization['state'] }[]> {
    actor.require('organization.read');
    const found = await this.organizations
      .find({ state: { $ne: 'open' } })
      .sort({ createdAt: 1 })
      .lean();
    return found.map(({ _id, name, state }) => ({ id: _id.toString(), name, state }));
  }

  /** The organization a user belongs to, and the user, for commands that act as that user. */
  async ofUser(actor: Actor, email: string): Promise<{ organizationId: string; actor: Actor } | undefined> {
    actor.require('organization.read');
    const account = await this.accounts.findOne({ email }).lean();
    if (!account?.organizationId) return undefined;
    const organizationId = account.organizationId.toString();
    const user = { id: account._id.toString(), name: account.name, tenant: organizationId };
    return { organizationId, actor: Actor.ofCommandFor(user) };
  }

  /** Whether any organization is open or being opened. */
  async any(actor: Actor): Promise<boolean> {
    actor.require('organization.read');
    return (await this.organizations.exists({})) !== null;
  }

  /**
   * Opens an organization: its entry in main, its database with every index, its first admin, a store and a register.
   * All or nothing: building indexes knows no transaction, so an entry in state `opening` stands for what is unfinished;
   * a failure removes it at once, a crash leaves it to `removeAbandonedOpenings`.
   * @throws DomainError `email_taken`
   */
  async open(actor: Actor, input: OpenOrganizationDto, request?: KeyedRequest): Promise<OrganizationDto> {
    actor.require('organization.write');
    const passwordHash = await this.passwords.hash(input.admin.password, 'admin.password');
    return this.idempotency.answering(request, async () => {
      if (await this.accounts.exists({ email: input.admin.email })) throw adminEmailTaken();
      const { name, timezone, currency, cluster = null } = input;
      if (cluster !== null) await this.clusters.check(cluster);
      const _id = new Types.ObjectId();
      const now = new Date();
      const entry = { _id, name, timezone, currency, cluster, active: true, createdAt: now, updatedAt: now };
      this.placements.remember(tenantId(_id), cluster);
      const opened = toOrganization({ ...entry, state: 'open' });
      await this.organizations.create({ ...entry, state: 'opening' });
      try {
        await this.pool.within(tenantId(_id), (tenant) =>
          this.furnish(tenant, entry, input, passwordHash, (session, furnish) =>
            this.idempotency.within(session, request, () => furnish().then(() => opened)),
          ),
        );
      } catch (error) {
        await this.remove(_id);
        throw error instanceof DomainError && error.code === 'email_taken' ? adminEmailTaken() : error;
      }
      this.logger.log(`Organization opened: ${name} (${tenantDatabaseName(tenantId(_id))})`);
      return opened;
    });
  }

  /** Renames, suspends or reactivates. A suspension ends everyone's access on their next request. */
  async update(actor: Actor, id: string, { name, active }: UpdateOrganizationDto): Promise<OrganizationDto> {
    actor.require('organization.write');
    assertNamesChange({ name, active });
    const organizationId = objectIdOr(id, organizationNotFound);
    await this.get(actor, id);
    const changes = { ...(name !== undefined && { name }), ...(active !== undefined && { active }) };
    await this.pool.within(tenantId(organizationId), (tenant) => this.writes.write(tenant, async () => ({ changes })));
    this.access.forgetEveryone();
    return this.get(actor, id);
  }

  /**
   * Removes an organization that leaves, for good: its users' accounts and sessions, its database, its entry. Cut off, the next start ends it.
   * @param name as it is called, so that nobody erases another by a slip
   * @param clusterIsLost its cluster is gone for good: what may be left there is not deleted
   */
  async erase(actor: Actor, id: string, name: string, clusterIsLost = false): Promise<void> {
    actor.require('organization.write');
    const _id = objectIdOr(id, organizationNotFound);
    const organization = await this.organizations.findOne({ _id, state: { $ne: 'opening' } }).lean();
    if (!organization) throw organizationNotFound();
    if (organization.name !== name)
      throw badInput([{ path: 'name', message: 'is not what the organization is called' }]);
    // Nothing is begun that could not be ended.
    if (!clusterIsLost && organization.cluster) await this.clusters.check(organization.cluster);
    const users = await this.accounts.find({ organizationId: _id }).select({ _id: 1 }).lean();
    await inTransaction(this.main, async (session) => {
      const removing = { state: 'removing' as const, ...(clusterIsLost && { cluster: null }) };
      await this.organizations.updateOne({ _id }, { $set: removing }, { session });
      await this.accounts.deleteMany({ organizationId: _id }, { session });
      await this.sessions.deleteMany({ userId: { $in: users.map((user) => user._id) } }, { session });
      await this.deliveries.deleteOne({ _id }, { session });
    });
    this.access.forgetEveryone();
    if (clusterIsLost) this.placements.remember(tenantId(_id), null);
    await this.remove(_id);
    this.logger.log(`Organization erased: ${name} (${tenantDatabaseName(tenantId(_id))})`);
  }

  /** Removes what a crash while opening, or erasing, left behind. */
  async removeAbandonedOpenings(): Promise<void> {
    const abandoned = await this.organizations
      .find({ state: { $in: ['opening', 'removing'] }, createdAt: { $lt: new Date(Date.now() - ABANDONED_AFTER_MS) } })
      .select({ _id: 1, name: 1 })
      .lean();
    for (const { _id, name } of abandoned) {
      this.logger.warn(`Removing the unfinished organization ${name} (${_id.toString()})`);
      // Its cluster may not answer; the next start tries again.
      await this.remove(_id).catch((error: Error) =>
        this.logger.warn(`${name} could not be removed: ${error.message}`),
      );
    }
  }

  private async furnish(
    tenant: Tenant,
    entry: Omit<Organization, 'state'>,
    { admin }: OpenOrganizationDto,
    passwordHash: string,
    once: (session: ClientSession, furnish: () => Promise<void>) => Promise<unknown>,
  ): Promise<void> {
    await this.indexes.build(tenant.connection);
    const command: UserCommand = {
      kind: 'create',
      userId: new Types.ObjectId(),
      version: 1,
      state: { email: admin.email, name: admin.name, role: 'org_admin', active: true },
      passwordHash,
      at: entry.createdAt,
    };
    const isElsewhere = tenant.cluster !== null;
    // Elsewhere, the tenant's half is complete before main says that there is an organization; until then nobody can reach it.
    if (isElsewhere) {
      await inTransaction(tenant.connection, async (session) => {
        await this.furnishTenant(session, tenant, entry);
        await this.dualWrite.applyToTenant(session, tenant, command);
      });
    }
    await inTransaction(this.main, (session) =>
      once(session, async () => {
        if (!isElsewhere) await this.furnishTenant(session, tenant, entry);
        if (!isElsewhere) await this.dualWrite.applyToTenant(session, tenant, command);
        await this.markOpen(session, entry);
        await this.dualWrite.applyToMain(session, entry._id, { command });
      }),
    );
    this.dualWrite.committed(command);
  }

  private async furnishTenant(
    session: ClientSession,
    { connection }: Tenant,
    { _id, name, timezone, currency }: Omit<Organization, 'state'>,
  ): Promise<void> {
    const storeId = new Types.ObjectId();
    const schemaVersion = this.migrations.newest;
    const profile = { _id, name, timezone, currency, active: true, defaultStoreId: storeId, schemaVersion };
    const store = { _id: storeId, number: 1, name, timezone, dayStartHour: 0, negativeStock: 'allow' as const };
    const register = { _id: new Types.ObjectId(), storeId, number: 1, name: 'Register 1', receiptCounter: 0 };
    await connection.model(OrganizationProfile.name).create([profile], { session });
    await connection.model(Store.name).create([store], { session });
    await connection.model(Register.name).create([register], { session });
  }

  private async markOpen(session: ClientSession, { _id, name }: Omit<Organization, 'state'>): Promise<void> {
    const { matchedCount } = await this.organizations.updateOne(
      { _id, state: 'opening' },
      { $set: { state: 'open' } },
      { session },
    );
    if (matchedCount === 0) throw new Error(`the opening of ${name} was given up meanwhile`);
  }

  private async remove(_id: Types.ObjectId): Promise<void> {
    // An opening whose commit went through without our hearing of it is complete, and no longer ours to remove.
    const { matchedCount } = await this.organizations.updateOne(
      { _id, state: { $in: ['opening', 'removing'] } },
      { $set: { state: 'removing' } },
    );
    if (matchedCount === 0) return;
    const id = tenantId(_id);
    await this.pool.within(id, ({ connection }) => connection.getClient().db(connection.name).dropDatabase());
    this.pool.forget(id);
    await this.organizations.deleteOne({ _id, state: 'removing' });
  }
}

function organizationNotFound() {
  return notFound('organization');
}

function adminEmailTaken() {
  return new DomainError('email_taken', 'This e-mail address belongs to a user already; use another.', {
    errors: [{ path: 'admin.email', message: 'is taken' }],
  });
}

function toOrganization(organization: Organization): OrganizationDto {
  const { _id, name, timezone, currency, active, cluster = null, createdAt, updatedAt } = organization;
  const databaseName = tenantDatabaseName(tenantId(_id));
  return { id: _id.toString(), databaseName, cluster, name, timezone, currency, active, createdAt, updatedAt };
}
