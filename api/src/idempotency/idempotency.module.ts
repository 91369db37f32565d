import type { KeyObject } from 'node:crypto';
import { type FactoryProvider, Global, Module } from '@nestjs/common';
import { getConnectionToken, getModelToken, MongooseModule } from '@nestjs/mongoose';
import type { Connection, Model } from 'mongoose';
import { IdempotencyRecord, MAIN_IDEMPOTENCY_RECORD } from '../common/idempotency-record.schema';
import { Environment } from '../config/environment';
import { jwtSecret } from '../config/jwt-secret';
import { MAIN } from '../main-db/main-connection';
import { CurrentTenant } from '../tenancy/current-tenant';
import { TENANT } from '../tenancy/tenant-connection';
import { tenantSchemas } from '../tenancy/tenant-schemas';
import { Idempotency } from './idempotency';

/** Main's own, for what no tenant has: opening one. */
export class MainIdempotency extends Idempotency {}

const SECRET = Symbol('IDEMPOTENCY_SECRET');

const OfTenant: FactoryProvider<Idempotency> = {
  provide: Idempotency,
  inject: [CurrentTenant, getModelToken(IdempotencyRecord.name, TENANT), SECRET],
  useFactory: ({ connection }: CurrentTenant, records: Model<IdempotencyRecord>, secret: KeyObject) =>
    new Idempotency(connection, records, secret),
};

const OfMain: FactoryProvider<MainIdempotency> = {
  provide: MainIdempotency,
  inject: [getConnectionToken(MAIN), getModelToken(MAIN_IDEMPOTENCY_RECORD, MAIN), SECRET],
  useFactory: (main: Connection, records: Model<IdempotencyRecord>, secret: KeyObject) =>
    new MainIdempotency(main, records, secret),
};

@Global()
@Module({
  imports: [MongooseModule.forFeature(tenantSchemas(IdempotencyRecord), TENANT)],
  providers: [{ provide: SECRET, inject: [Environment], useFactory: jwtSecret }, OfTenant, OfMain],
  exports: [OfTenant, OfMain],
})
export class IdempotencyModule {}
