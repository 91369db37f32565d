import { Injectable } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import { type Connection, type Model, Types } from 'mongoose';
import { MAIN } from '../main-db/main-connection';
import { Organization } from '../main-db/organization.schema';
import { Clusters } from '../tenancy/clusters';
import { Placements } from '../tenancy/placements';
import { tenantDatabaseName, tenantId } from '../tenancy/tenant-id';
import { JobLeases } from './job-leases';

const ORGANIZATIONS_AT_ONCE = 200;

/** Where jobs are kept: main's database, and each organization's. */
@Injectable()
export class JobPlaces {
  constructor(
    @InjectConnection(MAIN) private readonly main: Connection,
    @InjectModel(Organization.name, MAIN) private readonly organizations: Model<Organization>,
    private readonly clusters: Clusters,
    private readonly placements: Placements,
  ) {}

  get platform(): JobLeases {
    return new JobLeases(this.main.getClient().db(this.main.name));
  }

  /** @throws DomainError `database_unavailable` when the tenant's cluster does not answer */
  async of(organizationId: string): Promise<JobLeases> {
    const id = tenantId(organizationId);
    const cluster = this.placements.clusterOf(id);
    // Given back at once: whoever only looks for work keeps no tenant warm. The client stays for a while.
    const connection = await this.clusters.retain(cluster);
    this.clusters.release(cluster);
    return new JobLeases(connection.getClient().db(tenantDatabaseName(id)));
  }

  /** The ids of open organizations after one, in their order; suspended ones too, whose data is still looked after. */
  async organizationsAfter(id: string | undefined, limit = ORGANIZATIONS_AT_ONCE): Promise<string[]> {
    const found = await this.organizations
      .find({ state: 'open', ...(id !== undefined && { _id: { $gt: new Types.ObjectId(id) } }) })
      .sort({ _id: 1 })
      .limit(limit)
      .select({ _id: 1 })
      .lean();
    return found.map(({ _id }) => _id.toString());
  }

  async *everyOrganization(): AsyncGenerator<string> {
    for (let last: string | undefined; ; ) {
      const ids = await this.organizationsAfter(last);
      yield* ids;
      last = ids.at(-1);
      if (ids.length < ORGANIZATIONS_AT_ONCE) return;
    }
  }
}
