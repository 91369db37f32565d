import { type FactoryProvider, Global, Module, Scope } from '@nestjs/common';
import { REQUEST } from '@nestjs/core';
import { getConnectionToken } from '@nestjs/mongoose';
import { forbidden, unauthenticated } from '../common/domain-error';
import { CurrentTenant } from './current-tenant';
import { TENANT } from './tenant-connection';
import type { TenantPayload } from './tenant-context-id.strategy';
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

@Global()
@Module({
  providers: [TenantPool, TenantScope, CurrentTenantProvider, TenantConnectionProvider],
  exports: [TenantPool, TenantScope, CurrentTenantProvider, TenantConnectionProvider],
})
export class TenancyModule {}
