import { type DynamicModule, type FactoryProvider, Module, Scope } from '@nestjs/common';
import { REQUEST } from '@nestjs/core';
import { getConnectionToken, type ModelDefinition } from '@nestjs/mongoose';
import { forbidden, unauthenticated } from '../errors/domain-error';
import { Clusters } from './clusters';
import { CurrentTenant } from './current-tenant';
import { Placements } from './placements';
import { TENANT } from './tenant-connection';
import type { TenantPayload } from './tenant-context-id.strategy';
import { TenantIndexes } from './tenant-indexes';
import { MIGRATIONS, type Migration, TenantMigrations } from './tenant-migrations';
import { TENANT_MODELS } from './tenant-models';
import { TenantPool } from './tenant-pool';
import { TenantScope } from './tenant-scope';

/** Request-scoped and durable: made once for each warm tenant, together with everything that depends on it. */
const CurrentTenantProvider: FactoryProvider<CurrentTenant> = {
  provide: CurrentTenant,
  scope: Scope.REQUEST,
  durable: true,
  inject: [REQUEST],
  useFactory: (payload: Partial<TenantPayload> | undefined) => {
    if (payload?.tenant) return new CurrentTenant(payload.tenant);
    // Never a default: without a tenant there is nothing this request may read.
    throw payload?.signedIn ? forbidden() : unauthenticated();
  },
};

/** @nestjs/mongoose's own connection token for TENANT, so that `forFeature(…, TENANT)` follows the request. */
const TenantConnectionProvider: FactoryProvider = {
  provide: getConnectionToken(TENANT),
  scope: Scope.REQUEST,
  durable: true,
  inject: [CurrentTenant],
  useFactory: (current: CurrentTenant) => current.connection,
};

@Module({})
export class TenancyModule {
  /** @param models of every feature that keeps something in a tenant's database */
  static with(models: readonly ModelDefinition[], migrations: readonly Migration[]): DynamicModule {
    const shared = [
      Clusters,
      Placements,
      TenantPool,
      TenantScope,
      TenantIndexes,
      TenantMigrations,
      CurrentTenantProvider,
      TenantConnectionProvider,
    ];
    return {
      module: TenancyModule,
      global: true,
      providers: [
        { provide: TENANT_MODELS, useValue: models },
        { provide: MIGRATIONS, useValue: migrations },
        ...shared,
      ],
      exports: shared,
    };
  }
}
