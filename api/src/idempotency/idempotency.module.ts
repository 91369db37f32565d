import { type FactoryProvider, Global, Module } from '@nestjs/common';
import { getModelToken, MongooseModule } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { DeploymentSecrets } from '../config/deployment-secrets';
import { CurrentTenant } from '../tenancy/current-tenant';
import { TENANT } from '../tenancy/tenant-connection';
import { Idempotency } from './idempotency';
import { IDEMPOTENCY_RECORD_MODEL, IdempotencyRecord } from './idempotency-record.schema';

const OfTenant: FactoryProvider<Idempotency> = {
  provide: Idempotency,
  inject: [CurrentTenant, getModelToken(IdempotencyRecord.name, TENANT), DeploymentSecrets],
  useFactory: ({ connection }: CurrentTenant, records: Model<IdempotencyRecord>, secrets: DeploymentSecrets) =>
    new Idempotency(connection, records, secrets),
};

@Global()
@Module({
  imports: [MongooseModule.forFeature([IDEMPOTENCY_RECORD_MODEL], TENANT)],
  providers: [OfTenant],
  exports: [OfTenant],
})
export class IdempotencyModule {}
