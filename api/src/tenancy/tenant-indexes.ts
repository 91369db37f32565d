import { Inject, Injectable } from '@nestjs/common';
import type { ModelDefinition } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { TENANT_MODELS } from './tenant-models';

/** A tenant's collections and indexes, built when its organization is opened and by the migration command. */
@Injectable()
export class TenantIndexes {
  constructor(@Inject(TENANT_MODELS) private readonly models: readonly ModelDefinition[]) {}

  /** Repeatable: what is there already stays. */
  async build(connection: Connection): Promise<void> {
    for (const { name } of this.models) {
      const model = connection.model(name);
      // An index brings its collection along; two commands for each would be a third more of them.
      if (model.schema.indexes().length > 0) await model.createIndexes();
      else await model.createCollection();
    }
  }
}
