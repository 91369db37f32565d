import { Inject, Injectable } from '@nestjs/common';
import type { ModelDefinition } from '@nestjs/mongoose';
import type { IndexDescription } from 'mongodb';
import type { Connection } from 'mongoose';
import { TENANT_MODELS } from './tenant-models';

/** A tenant's collections and indexes, built when its organization is opened and by the migration command. */
@Injectable()
export class TenantIndexes {
  constructor(@Inject(TENANT_MODELS) private readonly models: readonly ModelDefinition[]) {}

  /** Repeatable: what is there already stays. A collection's indexes are built by one command, which brings the collection along. */
  async build(connection: Connection): Promise<void> {
    await Promise.all(
      this.models.map(async ({ name }) => {
        const model = connection.model(name);
        const indexes = model.schema.indexes().map(([key, { background: _, ...options }]) => ({ key, ...options }));
        if (indexes.length > 0) await model.collection.createIndexes(indexes as IndexDescription[]);
        else await model.createCollection();
      }),
    );
  }
}
