import type { KeyObject } from 'node:crypto';
import { type FactoryProvider, Global, Module } from '@nestjs/common';
import { getModelToken, MongooseModule } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { IdempotencyRecord } from '../common/idempotency-record.schema';
import { Environment } from '../config/environment';
import { jwtSecret } from '../config/jwt-secret';
import { CurrentTenant } from '../tenancy/current-tenant';
import { TENANT } from '../tenancy/tenant-connection';
import { tenantSchemas } from '../tenancy/tenant-schemas';
import { Idempotency } from './idempotency';

/** What requests are hashed under. */
export const IDEMPOTENCY_SECRET = Symbol('IDEMPOTENCY_SECRET');

const OfTenant: FactoryProvider<Idempotency> = {
  provide: Idempotency,
  inject: [CurrentTenant, getModelToken(IdempotencyRecord.name, TENANT), IDEMPOTENCY_SECRET],
  useFactory: ({ connection }: CurrentTenant, records: Model<IdempotencyRecord>, secret: KeyObject) =>
    new Idempotency(connection, records, secret),
};

@Global()
@Module({
  imports: [MongooseModule.forFeature(tenantSchemas(IdempotencyRecord), TENANT)],
  providers: [{ provide: IDEMPOTENCY_SECRET, inject: [Environment], useFactory: jwtSecret }, OfTenant],
  exports: [OfTenant, IDEMPOTENCY_SECRET],
})
export class IdempotencyModule {}
