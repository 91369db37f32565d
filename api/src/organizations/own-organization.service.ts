import { Injectable } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import { type Connection, type Model, Types } from 'mongoose';
import type { Actor } from '../access/actor';
import { AuditEntry } from '../audit/audit-entry.schema';
import { AuditLog } from '../audit/audit-log';
import { changedFields } from '../audit/changed-fields';
import { AccessRegistry } from '../auth/access-registry';
import { DomainError, notFound } from '../errors/domain-error';
import { assertNamesChange } from '../http/without-undefined';
import { Sale } from '../ledger/documents/sale.schema';
import { MAIN } from '../main-db/main-connection';
import { Organization } from '../main-db/organization.schema';
import { inTransaction } from '../mongo/transaction';
import { OrganizationProfile } from '../organization-profile/organization-profile.schema';
import { tenantId } from '../tenancy/tenant-id';
import { TenantPool } from '../tenancy/tenant-pool';
import type { OwnOrganizationDto, UpdateOwnOrganizationDto } from './dto/organization.dto';

/** What an organization's own admin may say of it: in its tenant first, then in main, in one transaction over both. */
@Injectable()
export class OwnOrganizationService {
  constructor(
    @InjectConnection(MAIN) private readonly main: Connection,
    @InjectModel(Organization.name, MAIN) private readonly organizations: Model<Organization>,
    private readonly pool: TenantPool,
    private readonly access: AccessRegistry,
  ) {}

  /** @throws DomainError `currency_in_use` once something was sold */
  async update(actor: Actor, { name, currency }: UpdateOwnOrganizationDto): Promise<OwnOrganizationDto> {
    actor.require('settings.write');
    assertNamesChange({ name, currency });
    if (!actor.tenant) throw notFound('organization');
    const _id = new Types.ObjectId(actor.tenant);
    const changes = { ...(name !== undefined && { name }), ...(currency !== undefined && { currency }) };
    const answer = await this.pool.within(tenantId(_id), ({ connection }) =>
      inTransaction(this.main, async (session) => {
        const profiles = connection.model<OrganizationProfile>(OrganizationProfile.name);
        const profile = await profiles.findById(_id).session(session).lean();
        if (!profile) throw notFound('organization');
        const sales = connection.model<Sale>(Sale.name);
        const isOther = currency !== undefined && currency !== profile.currency;
        if (isOther && (await sales.exists({}).session(session))) throw currencyInUse();
        await profiles.updateOne({ _id }, { $set: changes }, { session });
        await this.organizations.updateOne({ _id }, { $set: { ...changes, updatedAt: new Date() } }, { session });
        const entry = { action: 'organization.update', ...changedFields(profile, changes) };
        await new AuditLog(connection.model<AuditEntry>(AuditEntry.name)).write(actor, entry, session);
        return { id: actor.tenant as string, name: profile.name, currency: profile.currency, ...changes };
      }),
    );
    this.access.forgetEveryone();
    return answer;
  }
}

function currencyInUse(): DomainError {
  return new DomainError('conflict', 'currency_in_use', 'Something was sold in this currency already.', {
    errors: [{ path: 'currency', message: 'cannot be changed after the first sale' }],
  });
}
