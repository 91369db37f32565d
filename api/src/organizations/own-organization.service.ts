import { Injectable } from '@nestjs/common';
import { Types } from 'mongoose';
import type { Actor } from '../access/actor';
import { AuditEntry } from '../audit/audit-entry.schema';
import { AuditLog } from '../audit/audit-log';
import { changedFields } from '../audit/changed-fields';
import { DomainError, notFound } from '../errors/domain-error';
import { assertNamesChange } from '../http/without-undefined';
import { Sale } from '../ledger/documents/sale.schema';
import { OrganizationProfile } from '../organization-profile/organization-profile.schema';
import { tenantId } from '../tenancy/tenant-id';
import { TenantPool } from '../tenancy/tenant-pool';
import type { OwnOrganizationDto, UpdateOwnOrganizationDto } from './dto/organization.dto';
import { OrganizationDualWrite } from './organization-dual-write';

/** What an organization's own admin may say of it: in its tenant first, then in main. */
@Injectable()
export class OwnOrganizationService {
  constructor(
    private readonly pool: TenantPool,
    private readonly writes: OrganizationDualWrite,
  ) {}

  /** @throws DomainError `currency_in_use` once something was sold */
  async update(actor: Actor, { name, currency }: UpdateOwnOrganizationDto): Promise<OwnOrganizationDto> {
    actor.require('settings.write');
    assertNamesChange({ name, currency });
    if (!actor.tenant) throw notFound('organization');
    const _id = new Types.ObjectId(actor.tenant);
    const changes = { ...(name !== undefined && { name }), ...(currency !== undefined && { currency }) };
    const { answer } = await this.pool.within(tenantId(_id), (tenant) =>
      this.writes.write(tenant, async (session) => {
        const { connection } = tenant;
        const profile = await connection
          .model<OrganizationProfile>(OrganizationProfile.name)
          .findById(_id)
          .session(session)
          .lean();
        if (!profile) throw notFound('organization');
        const sales = connection.model<Sale>(Sale.name);
        const isOther = currency !== undefined && currency !== profile.currency;
        if (isOther && (await sales.exists({}).session(session))) throw currencyInUse();
        const entry = { action: 'organization.update', ...changedFields(profile, changes) };
        await new AuditLog(connection.model<AuditEntry>(AuditEntry.name)).write(actor, entry, session);
        return { changes, answer: { id: tenant.id, name: profile.name, currency: profile.currency, ...changes } };
      }),
    );
    return answer;
  }
}

function currencyInUse(): DomainError {
  return new DomainError('currency_in_use', 'Something was sold in this currency already.', {
    errors: [{ path: 'currency', message: 'cannot be changed after the first sale' }],
  });
}
