import { canonicalBarcode } from '@liquor-pos/domain/barcode/barcode';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession } from 'mongodb';
import { type Model, Types } from 'mongoose';
import type { Actor } from '../access/actor';
import { Approvals } from '../approvals/approvals';
import { AuditLog } from '../audit/audit-log';
import { changedFields } from '../audit/changed-fields';
import { badInput, DomainError, notFound, staleVersion } from '../errors/domain-error';
import { objectIdOr } from '../http/object-id';
import { afterCursor, type Page, toPage } from '../http/paging';
import { assertNamesChange, withoutUndefined } from '../http/without-undefined';
import { Idempotency } from '../idempotency/idempotency';
import type { KeyedRequest } from '../idempotency/idempotency-key';
import { bulkWrite } from '../mongo/bulk-write';
import type { FilterQuery } from '../mongo/query-types';
import { violatedIndex } from '../mongo/transaction';
import { CurrentTenant } from '../tenancy/current-tenant';
import { TENANT } from '../tenancy/tenant-connection';
import type {
  CreateProductDto,
  PriceHistoryDto,
  ProductDto,
  ProductLookupDto,
  ProductQueryDto,
  UpdateProductDto,
} from './dto/product.dto';
import type { QuickAddDto } from './dto/quick-add.dto';
import { Product } from './product.schema';
import {
  contentOf,
  contentOfDocument,
  ebtFaults,
  indexed,
  type ProductContent,
  packsOf,
  replacement,
  toPack,
  toProduct,
} from './product-mapping';
import { matchingAllWords } from './search-words';

/** The catalogue of one organization. */
const FIRST_VERSION = { version: 1, priceChanges: [], photo: null };
/** What no till needs. */
const WITHOUT_HISTORY = { projection: { priceChanges: 0 } };

@Injectable()
export class ProductsService {
  constructor(
    @InjectModel(Product.name, TENANT) private readonly products: Model<Product>,
    private readonly idempotency: Idempotency,
    private readonly log: AuditLog,
    private readonly approvals: Approvals,
    private readonly current: CurrentTenant,
  ) {}

  async list(
    actor: Actor,
    { limit, cursor, q, category, vendor, archived }: ProductQueryDto,
  ): Promise<Page<ProductDto>> {
    actor.require('product.read');
    const words = q === undefined ? [] : matchingAllWords(q);
    // Words that are all punctuation match nothing, not everything.
    if (q?.trim() && words.length === 0) return { items: [], nextCursor: null };
    const conditions: FilterQuery[] = [
      ...words,
      afterCursor(cursor, 'sortName', 'ascending', { value: String, id: (id) => new Types.ObjectId(id) }),
    ];
    const docs = await this.products
      .find({
        active: archived !== 'true',
        ...(category !== undefined && { category }),
        ...(vendor !== undefined && { vendor }),
        $and: conditions,
      })
      .sort({ sortName: 1, _id: 1 })
      .limit(limit + 1)
      .lean();
    return toPage(docs, limit, ({ sortName, _id }) => ({ value: sortName, id: _id.toString() }), toProduct);
  }

  async get(actor: Actor, id: string): Promise<ProductDto> {
    actor.require('product.read');
    const product = await this.products.findById(objectIdOr(id, productNotFound)).lean();
    if (!product) throw productNotFound();
    return toProduct(product);
  }

  /** What its prices were, and who changed them. */
  async priceHistory(actor: Actor, id: string): Promise<PriceHistoryDto> {
    actor.require('price.write');
    const product = await this.products.findById(objectIdOr(id, productNotFound)).select({ priceChanges: 1 }).lean();
    if (!product) throw productNotFound();
    const changes = product.priceChanges.map(({ userId, ...change }) => change);
    return { changes: changes.reverse() };
  }

  /** The products of some SKUs, archived ones included. */
  async withSkus(actor: Actor, skus: readonly string[]): Promise<ProductDto[]> {
    actor.require('product.read');
    return (await this.products.find({ sku: { $in: skus } }).lean()).map(toProduct);
  }

  /** The products of some ids, archived ones included. */
  async withIds(actor: Actor, ids: readonly string[]): Promise<ProductDto[]> {
    actor.require('product.read');
    return (await this.products.find({ _id: { $in: ids.map((id) => new Types.ObjectId(id)) } }).lean()).map(toProduct);
  }

  /**
   * The product and pack a barcode belongs to: an exact match in the index, one round trip.
   * @throws DomainError `unknown_barcode`
   */
  async lookup(actor: Actor, scanned: string): Promise<ProductLookupDto> {
    actor.require('product.read');
    const barcode = canonicalBarcode(scanned);
    // Straight to the driver: this is the till's every scan, and a model's casting would cost as much as the rest.
    const product = await this.products.collection.findOne({ barcodes: barcode }, WITHOUT_HISTORY);
    const pack = (product as Product | null)?.packs.find(({ barcodes }) => barcodes.includes(barcode));
    if (!product || !pack) throw unknownBarcode();
    return { product: toProduct(product as Product), pack: toPack(pack) };
  }

  /** @throws DomainError `sku_taken`, `barcode_taken` */
  async create(actor: Actor, input: CreateProductDto, request?: KeyedRequest): Promise<ProductDto> {
    actor.require('product.write');
    return this.idempotency.once(request, (session) => this.insert(actor, input, 'product.create', session));
  }

  /**
   * What a scan at a till found nothing of: a name and a price now, the rest later. A cashier asks a manager.
   * @throws DomainError `approval_required`, `approval_used`, `sku_taken`, `barcode_taken`
   */
  async quickAdd(actor: Actor, input: QuickAddDto, request?: KeyedRequest): Promise<ProductDto> {
    const { approval, saleId, barcode, name, priceCents } = input;
    if (!approval || !actor.mayAskFor('product.quick_add')) actor.require('product.quick_add');
    const packs = [{ name: 'Bottle', units: 1, priceCents, barcodes: [barcode] }];
    return this.idempotency.once(request, async (session) => {
      const lent = await this.approvals.lend(actor, approval, saleId, session);
      lent.actor.require('product.quick_add');
      const made = await this.insert(lent.actor, { sku: barcode, name, packs }, 'product.quick_add', session);
      const used = lent.used.flatMap((posting) => posting.operations());
      await bulkWrite(this.current.connection, used, session);
      return made;
    });
  }

  private async insert(
    actor: Actor,
    input: CreateProductDto,
    action: 'product.create' | 'product.quick_add',
    session: ClientSession,
  ): Promise<ProductDto> {
    const now = new Date();
    const content = contentOf(input);
    assertNoAlcoholIsFood(content);
    const document = {
      _id: new Types.ObjectId(),
      ...content,
      ...FIRST_VERSION,
      createdAt: now,
      updatedAt: now,
    };
    const [created] = await this.products.create([document], { session }).catch((error: unknown) => {
      throw takenError(error);
    });
    const made = toProduct(created as Product);
    const { sku, name, packs } = made;
    const after = { sku, name, ...(action === 'product.quick_add' && { priceCents: packs[0]?.priceCents }) };
    const approvedBy = actor.lent.get('product.quick_add') ?? null;
    await this.log.write(actor, { action, subject: made.id, approvedBy, after }, session);
    return made;
  }

  /** @throws DomainError `stale_version`, `sku_taken`, `barcode_taken` */
  async update(actor: Actor, id: string, { version, packs, ...changes }: UpdateProductDto): Promise<ProductDto> {
    actor.require('product.write');
    if (packs) actor.require('price.write');
    assertNamesChange({ packs, ...changes });
    const _id = objectIdOr(id, productNotFound);
    const product = await this.products.findById(_id).lean();
    if (!product) throw productNotFound();
    if (product.version !== version) throw staleVersion('product');
    const content = indexed({
      ...contentOfDocument(product),
      ...withoutUndefined(changes),
      ...(packs && { packs: packsOf(packs) }),
    } as ProductContent);
    assertNoAlcoholIsFood(content);
    return this.replace(actor, product, replacement(product, content, actor));
  }

  /** Takes a product off sale; its history stays, its barcodes become free. Archiving twice is the same as once. */
  async archive(actor: Actor, id: string): Promise<ProductDto> {
    actor.require('product.write');
    const _id = objectIdOr(id, productNotFound);
    const archived = await this.idempotency.once(undefined, async (session) => {
      const product = await this.products
        .findOneAndUpdate(
          { _id, active: true },
          { $set: { active: false, updatedAt: new Date() }, $unset: { barcodes: '' }, $inc: { version: 1 } },
          { returnDocument: 'after', session },
        )
        .lean();
      if (product) await this.log.write(actor, { action: 'product.archive', subject: id }, session);
      return { product };
    });
    return archived.product ? toProduct(archived.product) : this.get(actor, id);
  }

  private async replace(actor: Actor, product: Product, update: ReturnType<typeof replacement>): Promise<ProductDto> {
    const { _id, version } = product;
    try {
      return await this.idempotency.once(undefined, async (session) => {
        const options = { returnDocument: 'after', session } as const;
        const after = await this.products.findOneAndUpdate({ _id, version }, update, options).lean();
        if (!after) throw staleVersion('product');
        const { version: _, ...said } = toProduct(after);
        const entry = { action: 'product.update', subject: _id.toString(), ...changedFields(toProduct(product), said) };
        await this.log.write(actor, entry, session);
        return toProduct(after);
      });
    } catch (error) {
      throw takenError(error);
    }
  }
}

/** @throws DomainError `validation_failed` */
function assertNoAlcoholIsFood(content: ProductContent): void {
  const faults = ebtFaults(content);
  if (faults.length > 0) throw badInput(faults);
}

export function productNotFound(path?: string): DomainError {
  return notFound('product', path);
}

export function unknownBarcode(path = 'barcode'): DomainError {
  return new DomainError('unknown_barcode', 'No product has this barcode.', {
    errors: [{ path, message: 'is unknown' }],
  });
}

/** Says in the domain's terms which unique index refused; other errors pass. */
export function takenError(error: unknown): unknown {
  switch (violatedIndex(error)) {
    case 'sku':
      return new DomainError('sku_taken', 'Another product has this SKU.', {
        errors: [{ path: 'sku', message: 'is taken' }],
      });
    case 'barcode':
      return new DomainError('barcode_taken', 'A barcode belongs to another product already.', {
        errors: [{ path: 'packs', message: 'has a barcode of another product' }],
      });
    default:
      return error;
  }
}
