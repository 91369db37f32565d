import type { Connection } from 'mongoose';
import type { TenantId } from './tenant-id';
import type { Tenant } from './tenant-pool';

/** The tenant of the tree a service lives in, for what needs more than its models: transactions, the dual write. */
export class CurrentTenant {
  constructor(readonly tenant: Tenant) {}

  get id(): TenantId {
    return this.tenant.id;
  }

  get connection(): Connection {
    return this.tenant.connection;
  }
}
