import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type Model, Types } from 'mongoose';
import { MAIN } from '../main-db/main-connection';
import { Organization } from '../main-db/organization.schema';
import type { TenantId } from './tenant-id';

/**
 * Which cluster each tenant is on. Only those elsewhere than main are remembered, all of them, so that no request has to ask: read when
 * `AccessFeed` begins to follow main, and told by it of every change. While main does not answer, what was known last holds; a tenant that
 * has moved meanwhile takes no writes where it was (see `WriteFence`).
 */
@Injectable()
export class Placements {
  private elsewhere = new Map<string, string>();

  constructor(@InjectModel(Organization.name, MAIN) private readonly organizations: Model<Organization>) {}

  /** Null for main's own cluster. */
  clusterOf(id: TenantId): string | null {
    return this.elsewhere.get(id) ?? null;
  }

  /** The tenants that are not on main's cluster. */
  get moved(): ReadonlyMap<string, string> {
    return this.elsewhere;
  }

  async readAll(): Promise<void> {
    const found = await this.organizations
      .find({ cluster: { $type: 'string' } })
      .select({ cluster: 1 })
      .lean();
    this.elsewhere = new Map(found.map(({ _id, cluster }) => [_id.toString(), cluster as string]));
  }

  async read(id: string): Promise<void> {
    const found = await this.organizations.findById(new Types.ObjectId(id)).select({ cluster: 1 }).lean();
    if (found?.cluster) this.elsewhere.set(id, found.cluster);
    else this.elsewhere.delete(id);
  }

  /** Of a tenant that this process itself has put somewhere. */
  remember(id: TenantId, cluster: string | null): void {
    if (cluster === null) this.elsewhere.delete(id);
    else this.elsewhere.set(id, cluster);
  }
}
