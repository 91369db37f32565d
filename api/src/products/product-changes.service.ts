import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type Model, Types } from 'mongoose';
import { badInput } from '../common/domain-error';
import { OrganizationProfile } from '../stores/organization-profile.schema';
import { TENANT } from '../tenancy/tenant-connection';
import type { ProductChangesDto, ProductChangesQueryDto } from './dto/product-changes.dto';
import { Product } from './product.schema';
import { toProduct } from './product-mapping';

/**
 * How far back an answer reaches behind the `since` it was asked for: a write that was dated before it may have been committed after, and
 * the clocks of two processes differ. A till that gets a product twice has lost nothing.
 */
const OVERLAP_MS = 60_000;

/** What a till needs to keep the catalogue: all of it once, then what changed. */
@Injectable()
export class ProductChangesService {
  constructor(
    @InjectModel(Product.name, TENANT) private readonly products: Model<Product>,
    @InjectModel(OrganizationProfile.name, TENANT) private readonly profiles: Model<OrganizationProfile>,
  ) {}

  /** @throws DomainError `validation_failed` for a `since` or a cursor this API did not give out */
  async changes({ since, cursor, limit }: ProductChangesQueryDto): Promise<ProductChangesDto> {
    const position = cursor === undefined ? undefined : readCursor(cursor);
    // Told at the last page, so that nothing written while the pages were read is missed.
    const begun = position?.begun ?? Date.now();
    const [documents, profile] = await Promise.all([
      this.products
        .find({
          ...(since === undefined
            ? { active: true }
            : { updatedAt: { $gte: new Date(readInstant(since) - OVERLAP_MS) } }),
          ...(position && { _id: { $gt: position.after } }),
        })
        .sort({ _id: 1 })
        .limit(limit + 1)
        .lean(),
      this.profiles.findOne().select({ rulesVersion: 1 }).lean(),
    ]);
    const page = documents.slice(0, limit);
    const last = page.at(-1);
    const more = documents.length > limit;
    return {
      items: page.map(toProduct),
      nextCursor: more && last ? `${begun}.${last._id.toString()}` : null,
      since: new Date(begun).toISOString(),
      total:
        since !== undefined
          ? null
          : more || cursor
            ? await this.products.countDocuments({ active: true })
            : page.length,
      rulesVersion: profile?.rulesVersion ?? 0,
    };
  }
}

function readInstant(text: string): number {
  const instant = Date.parse(text);
  if (Number.isNaN(instant)) throw badInput([{ path: 'since', message: 'must be the since of an earlier answer' }]);
  return instant;
}

function readCursor(text: string): { begun: number; after: Types.ObjectId } {
  const [begun, id] = text.split('.');
  if (!/^\d{1,15}$/.test(begun ?? '') || !/^[0-9a-f]{24}$/.test(id ?? '')) {
    throw badInput([{ path: 'cursor', message: 'must be the nextCursor of an earlier answer' }]);
  }
  return { begun: Number(begun), after: new Types.ObjectId(id) };
}
