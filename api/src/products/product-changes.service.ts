import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type Model, Types } from 'mongoose';
import type { Actor } from '../access/actor';
import { badInput } from '../errors/domain-error';
import { instantOf } from '../http/is-instant';
import { OrganizationProfile } from '../organization-profile/organization-profile.schema';
import { TENANT } from '../tenancy/tenant-connection';
import type { ProductChangesDto, ProductChangesQueryDto } from './dto/product-changes.dto';
import { Product } from './product.schema';
import { toProduct } from './product-mapping';

/**
 * How far back an answer reaches behind the `since` it was asked for: a write that was dated before it may have been committed after, and
 * the clocks of two processes differ. A till that gets a product twice has lost nothing.
 */
const OVERLAP_MS = 60_000;
/** Products read from the database, and written to the answer, at a time. */
const BATCH = 1000;

interface Position {
  begun: number;
  after?: Types.ObjectId;
}

/** What a till needs to keep the catalogue: all of it once, then what changed. */
@Injectable()
export class ProductChangesService {
  constructor(
    @InjectModel(Product.name, TENANT) private readonly products: Model<Product>,
    @InjectModel(OrganizationProfile.name, TENANT) private readonly profiles: Model<OrganizationProfile>,
  ) {}

  /**
   * A `ProductChangesDto` as text, written while it is read from the database: neither side ever has to hold the whole of a large catalogue.
   * What comes before the items is its first line, what comes after them its last, and between them stands one product to a line.
   *
   * @throws DomainError `validation_failed` for a `since` or a cursor this API did not give out
   */
  async stream(actor: Actor, { since, cursor, limit }: ProductChangesQueryDto): Promise<Readable> {
    actor.require('product.read');
    const position = cursor === undefined ? undefined : readCursor(cursor);
    const changedAfter = since === undefined ? undefined : new Date(readInstant(since) - OVERLAP_MS);
    // Told at the last page, so that nothing written while the pages were read is missed.
    const begun = position?.begun ?? Date.now();
    const [profile, total] = await Promise.all([
      this.profiles.findOne().select({ rulesVersion: 1 }).lean(),
      // From the collection's statistics: it is what a progress bar is measured by, and counting takes as long as reading half of it.
      changedAfter ? null : this.products.estimatedDocumentCount(),
    ]);
    const head = { since: new Date(begun).toISOString(), total, rulesVersion: profile?.rulesVersion ?? 0 };
    return Readable.from(this.lines(head, { begun, ...position }, changedAfter, limit), { objectMode: false });
  }

  private async *lines(
    head: Pick<ProductChangesDto, 'since' | 'total' | 'rulesVersion'>,
    { begun, after }: Position,
    changedAfter: Date | undefined,
    limit: number,
  ): AsyncGenerator<string> {
    yield `${JSON.stringify(head).slice(0, -1)},"items":[\n`;
    const query = this.products
      .find({
        ...(changedAfter ? { updatedAt: { $gte: changedAfter } } : { active: true }),
        ...(after && { _id: { $gt: after } }),
      })
      // What prices once were is nothing to a till.
      .select({ priceChanges: 0 })
      .sort({ _id: 1 })
      .limit(limit + 1);
    // In the order of the ids there is nothing to sort; of the changes, which are few, the index finds them.
    if (!changedAfter) query.hint({ _id: 1 });
    let count = 0;
    let last: Product | undefined;
    let lines = '';
    for await (const product of query.lean().cursor({ batchSize: BATCH })) {
      if (count === limit) {
        yield `${lines}\n],"nextCursor":"${begun}.${last?._id.toString()}"}`;
        return;
      }
      lines += `${count > 0 ? ',\n' : ''}${JSON.stringify(toProduct(product))}`;
      last = product;
      if (++count % BATCH > 0) continue;
      yield lines;
      lines = '';
    }
    yield `${lines}\n],"nextCursor":null}`;
  }
}

function readInstant(text: string): number {
  const instant = instantOf(text);
  if (!instant) throw badInput([{ path: 'since', message: 'must be the since of an earlier answer' }]);
  return instant.getTime();
}

function readCursor(text: string): { begun: number; after: Types.ObjectId } {
  const [begun, id] = text.split('.');
  if (!/^\d{1,13}$/.test(begun ?? '') || !/^[0-9a-f]{24}$/.test(id ?? '')) {
    throw badInput([{ path: 'cursor', message: 'must be the nextCursor of an earlier answer' }]);
  }
  return { begun: Number(begun), after: new Types.ObjectId(id) };
}
