import type { KeyObject } from 'node:crypto';
import { type FactoryProvider, Global, Module } from '@nestjs/common';
import { getModelToken, MongooseModule } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { Environment } from '../config/environment';
import { jwtSecret } from '../config/jwt-secret';
import { CurrentTenant } from '../tenancy/current-tenant';
import { TENANT } from '../tenancy/tenant-connection';
import { Idempotency } from './idempotency';
import { IDEMPOTENCY_RECORD_MODEL, IdempotencyRecord } from './idempotency-record.schema';

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
  imports: [MongooseModule.forFeature([IDEMPOTENCY_RECORD_MODEL], TENANT)],
  providers: [{ provide: IDEMPOTENCY_SECRET, inject: [Environment], useFactory: jwtSecret }, OfTenant],
  exports: [OfTenant, IDEMPOTENCY_SECRET],
})
export class IdempotencyModule {}
