import { Injectable } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import type { Db } from 'mongodb';
import { type Connection, type Model, Types } from 'mongoose';
import { MAIN } from '../main-db/main-connection';
import { Organization } from '../main-db/organization.schema';
import { tenantDatabaseName, tenantId } from '../tenancy/tenant-id';
import { JobLeases } from './job-leases';

const ORGANIZATIONS_AT_ONCE = 200;

/** Where jobs are kept: main's database, and each organization's. */
@Injectable()
export class JobPlaces {
  constructor(
    @InjectConnection(MAIN) private readonly main: Connection,
    @InjectModel(Organization.name, MAIN) private readonly organizations: Model<Organization>,
  ) {}

  get platform(): JobLeases {
    return new JobLeases(this.database(this.main.name));
  }

  of(organizationId: string): JobLeases {
    return new JobLeases(this.database(tenantDatabaseName(tenantId(organizationId))));
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

  private database(name: string): Db {
    return this.main.getClient().db(name);
  }
}
