import type { FactoryProvider } from '@nestjs/common';
import { getConnectionToken, getModelToken } from '@nestjs/mongoose';
import type { Connection, Model } from 'mongoose';
import { DeploymentSecrets } from '../config/deployment-secrets';
import { Idempotency } from '../idempotency/idempotency';
import { type IdempotencyRecord, MAIN_IDEMPOTENCY_RECORD_MODEL } from '../idempotency/idempotency-record.schema';
import { MAIN } from '../main-db/main-connection';

/** Main's own, for what no tenant has: the opening of one. */
export class MainIdempotency extends Idempotency {}

export const MainIdempotencyProvider: FactoryProvider<MainIdempotency> = {
  provide: MainIdempotency,
  inject: [getConnectionToken(MAIN), getModelToken(MAIN_IDEMPOTENCY_RECORD_MODEL.name, MAIN), DeploymentSecrets],
  useFactory: (main: Connection, records: Model<IdempotencyRecord>, secrets: DeploymentSecrets) =>
    new MainIdempotency(main, records, secrets),
};
