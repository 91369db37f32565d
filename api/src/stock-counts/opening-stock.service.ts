import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model, Types } from 'mongoose';
import { v5 as uuidV5 } from 'uuid';
import type { Actor } from '../access/actor';
import type { FieldFault } from '../errors/domain-error';
import { badInput, DomainError } from '../errors/domain-error';
import { Product } from '../products/product.schema';
import { readProductCsv } from '../products/product-csv-reader';
import { StoreDirectory } from '../store-directory/store-directory';
import { TENANT } from '../tenancy/tenant-connection';
import { CountPosting } from './count-posting';
import type { OpeningStockDto } from './dto/opening-stock.dto';
import { StockCountsService } from './stock-counts.service';

const NAMESPACE = '0f1f6f7a-6f0e-4b8c-8f55-6a8f7d1b6c21';
const ENTRIES_AT_ONCE = 500;
const MOST_UNITS = 100_000;

interface Wanted {
  row: number;
  sku: string;
  units: number;
}

/**
 * What a store begins with, from a product file: a count like any other, of what the file says is there. The figures sent last, sent
 * again, are the same count, and change nothing; bottles sold meanwhile are no difference.
 */
@Injectable()
export class OpeningStockService {
  constructor(
    @InjectModel(Product.name, TENANT) private readonly products: Model<Product>,
    private readonly counts: StockCountsService,
    private readonly posting: CountPosting,
    private readonly stores: StoreDirectory,
  ) {}

  /** @throws DomainError `validation_failed` for a file without the columns `sku` and `stock`, `store_not_found` */
  async take(actor: Actor, body: Readable, storeId?: string): Promise<OpeningStockDto> {
    actor.require('stock.count');
    const { columns, rows } = await readProductCsv(body);
    if (!columns.has('stock'))
      throw badInput([{ path: 'stock', message: 'this column is missing from the first line' }]);
    const rejected: OpeningStockDto['rejected'] = [];
    const wanted = new Map<string, Wanted>();
    for (const { row, cells } of rows) {
      const { sku = '', stock = '' } = cells;
      // Of the lines of one product, its packs, the first that says how much is there counts.
      if (stock === '' || wanted.has(sku)) continue;
      const units = unitsIn(stock);
      if (units === undefined) rejected.push({ row, errors: [NO_COUNT] });
      else wanted.set(sku, { row, sku, units });
    }
    const known = await this.productsOf([...wanted.keys()]);
    const landing = [...wanted.values()].filter(({ row, sku }) => {
      if (known.has(sku)) return true;
      rejected.push({ row, errors: [{ path: 'sku', message: 'is no product of the catalogue' }] });
      return false;
    });
    const countId =
      landing.length === 0 ? null : await this.count(actor, landing, known, await this.stores.store(storeId));
    rejected.sort((a, b) => a.row - b.row);
    return { countId, products: landing.length, units: landing.reduce((sum, { units }) => sum + units, 0), rejected };
  }

  private async count(actor: Actor, landing: readonly Wanted[], known: Map<string, string>, storeId: Types.ObjectId) {
    const figures = figuresOf(landing);
    const { standing, begun } = await this.counts.latestOpenings(actor, storeId);
    // The same figures again are the same count, whoever lost the answer; after others, or called off, they are a count of their own.
    const isSame = standing?.figures === figures;
    const id = isSame ? standing._id.toString() : await this.begin(actor, storeId, figures, begun?._id);
    const { status } = await this.counts.get(actor, id);
    if (status === 'counting') await this.enterAll(actor, id, landing, known).catch(unlessEntered);
    await this.posting.post(actor, id, { unseen: 'leave' });
    return id;
  }

  private async begin(actor: Actor, storeId: Types.ObjectId, figures: string, after?: Types.ObjectId): Promise<string> {
    // Two who send the same at once begin one.
    const once = { id: `opening-stock:${storeId}:${after ?? 'first'}:${figures}`, content: figures, forever: true };
    const { id } = await this.counts.start(
      actor,
      { name: 'Opening stock', storeId: storeId.toString() },
      once,
      figures,
    );
    return id;
  }

  private async enterAll(actor: Actor, id: string, landing: readonly Wanted[], known: Map<string, string>) {
    const entries = landing.map(({ sku, units }) => ({
      id: uuidV5(`${id}/${sku}`, NAMESPACE),
      productId: known.get(sku) ?? '',
      units,
    }));
    // A product of which there is none was seen too: one comes and goes.
    const seen = entries.flatMap((entry) =>
      entry.units === 0
        ? [
            { ...entry, units: 1 },
            { ...entry, id: uuidV5(`${entry.id}/none`, NAMESPACE), units: -1 },
          ]
        : [entry],
    );
    for (let start = 0; start < seen.length; start += ENTRIES_AT_ONCE) {
      await this.counts.enter(actor, id, { entries: seen.slice(start, start + ENTRIES_AT_ONCE) });
    }
    await this.counts.setStatus(actor, id, 'finished');
  }

  private async productsOf(skus: readonly string[]): Promise<Map<string, string>> {
    const found = await this.products
      .find({ sku: { $in: skus } })
      .select({ sku: 1 })
      .lean();
    return new Map(found.map(({ sku, _id }) => [sku, _id.toString()]));
  }
}

/** Who sent the same at the same time has entered all of it by then: it is posted once, by whoever comes first. */
function unlessEntered(error: unknown): void {
  if (!(error instanceof DomainError && error.code === 'count_is_over')) throw error;
}

function figuresOf(landing: readonly Wanted[]): string {
  const lines = landing.map(({ sku, units }) => `${sku}\n${units}`).sort();
  return createHash('sha256').update(lines.join('\n\n')).digest('hex');
}

const NO_COUNT: FieldFault = { path: 'stock', message: 'must be a whole number such as 12' };

/** Some programs write 12.0, and what was oversold as less than none, which is none. */
function unitsIn(stock: string): number | undefined {
  const [, minus, digits = ''] = /^(-?)(\d{1,6})(?:\.0+)?$/.exec(stock) ?? [];
  if (digits === '' || Number(digits) > MOST_UNITS) return undefined;
  return minus ? 0 : Number(digits);
}
