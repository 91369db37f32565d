import type { KeyObject } from 'node:crypto';
import type { FactoryProvider } from '@nestjs/common';
import { getConnectionToken, getModelToken } from '@nestjs/mongoose';
import type { Connection, Model } from 'mongoose';
import { type IdempotencyRecord, MAIN_IDEMPOTENCY_RECORD } from '../common/idempotency-record.schema';
import { Idempotency } from '../idempotency/idempotency';
import { IDEMPOTENCY_SECRET } from '../idempotency/idempotency.module';
import { MAIN } from '../main-db/main-connection';

/** Main's own, for what no tenant has: the opening of one. */
export class MainIdempotency extends Idempotency {}

export const MainIdempotencyProvider: FactoryProvider<MainIdempotency> = {
  provide: MainIdempotency,
  inject: [getConnectionToken(MAIN), getModelToken(MAIN_IDEMPOTENCY_RECORD, MAIN), IDEMPOTENCY_SECRET],
  useFactory: (main: Connection, records: Model<IdempotencyRecord>, secret: KeyObject) =>
    new MainIdempotency(main, records, secret),
};
