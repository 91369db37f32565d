import { Injectable, Logger } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import type { ClientSession } from 'mongodb';
import { type Connection, type Model, Types } from 'mongoose';
import { AccessRegistry } from '../auth/access-registry';
import { notFound } from '../errors/domain-error';
import { MAIN } from '../main-db/main-connection';
import { Organization } from '../main-db/organization.schema';
import { inTransaction } from '../mongo/transaction';
import { OrganizationProfile } from '../organization-profile/organization-profile.schema';
import { type MainHalf, Outbox } from '../outbox/outbox';
import type { Tenant } from '../tenancy/tenant-pool';

/** What both an organization's profile and main's entry say of it. */
export interface OrganizationWrite {
  changes: Partial<Pick<Organization, 'name' | 'currency' | 'active'>>;
}

/** Writes what tenant and main both know of an organization, as `UserDualWrite` does of users. */
@Injectable()
export class OrganizationDualWrite implements MainHalf<OrganizationWrite> {
  readonly kind = 'organization';
  private readonly logger = new Logger(OrganizationDualWrite.name);

  constructor(
    @InjectConnection(MAIN) private readonly main: Connection,
    @InjectModel(Organization.name, MAIN) private readonly organizations: Model<Organization>,
    private readonly access: AccessRegistry,
    private readonly outbox: Outbox,
  ) {
    outbox.register(this);
  }

  /** Decides on the changes inside the transaction that writes them. @throws DomainError `organization_not_found` */
  async write<W extends OrganizationWrite>(tenant: Tenant, decide: (session: ClientSession) => Promise<W>): Promise<W> {
    const _id = new Types.ObjectId(tenant.id);
    const profiles = tenant.connection.model<OrganizationProfile>(OrganizationProfile.name);
    const isElsewhere = tenant.cluster !== null;
    const written = await inTransaction(isElsewhere ? tenant.connection : this.main, async (session) => {
      const decided = await decide(session);
      const { matchedCount } = await profiles.updateOne({ _id }, { $set: decided.changes }, { session });
      if (matchedCount === 0) throw notFound('organization');
      const write: OrganizationWrite = { changes: decided.changes };
      if (isElsewhere) await this.outbox.put(session, tenant, this.kind, write);
      else await this.applyToMain(session, _id, write);
      return decided;
    });
    if (isElsewhere) {
      await this.outbox.deliver(tenant).catch((error: Error) => {
        this.logger.warn(`Main has still to hear of changes to ${tenant.id}: ${error.message}`);
      });
    }
    this.access.forgetEveryone();
    return written;
  }

  async applyToMain(session: ClientSession, _id: Types.ObjectId, { changes }: OrganizationWrite): Promise<void> {
    const change = { $set: { ...changes, updatedAt: new Date() } };
    await this.organizations.updateOne({ _id, state: 'open' }, change, { session });
  }

  /** Main takes every change of an organization it has. */
  async takeBack(): Promise<undefined> {
    return undefined;
  }

  delivered(): void {
    this.access.forgetEveryone();
  }
}
