import { Injectable, type Type } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { TenantId } from './tenant-id';
import { TenantMigrations } from './tenant-migrations';
import { type Tenant, TenantPool } from './tenant-pool';

/** Finds a tenant's services for work that no request started: commands, imports, jobs. */
export type ResolveService = <S>(service: Type<S>) => Promise<S>;

@Injectable()
export class TenantScope {
  constructor(
    private readonly pool: TenantPool,
    private readonly migrations: TenantMigrations,
    private readonly modules: ModuleRef,
  ) {}

  /** Runs work with the tenant's own services, the same tree its requests use. @throws DomainError `migration_pending` */
  within<T>(id: TenantId, work: (resolve: ResolveService, tenant: Tenant) => Promise<T>): Promise<T> {
    return this.pool.within(id, async (tenant) => {
      await this.migrations.assertUpToDate(tenant);
      const contextId = {
        id: tenant.contextId.id,
        payload: { tenant, signedIn: true },
        getParent: (info: { isTreeDurable?: boolean }) => (info.isTreeDurable ? tenant.contextId : contextId),
      };
      this.modules.registerRequestByContextId(contextId.payload, contextId);
      return work((service) => this.modules.resolve(service, contextId, { strict: false }), tenant);
    });
  }
}
