import { isDeepStrictEqual } from 'node:util';
import type { CsvColumn } from '@liquor-pos/domain/catalogue/product-file';
import type { AnyBulkWriteOperation } from 'mongodb';
import { Types } from 'mongoose';
import type { Actor } from '../access/actor';
import type { FieldFault } from '../errors/domain-error';
import type { CreateProductDto } from './dto/product.dto';
import type { Pack, Product } from './product.schema';
import { contentOf, ebtFaults, indexed, type ProductContent, replacement } from './product-mapping';

/** The lines of one SKU, in the order of the file. */
export interface ProductRows {
  sku: string;
  rows: { row: number; product: CreateProductDto }[];
}

/** A write that is to happen. */
export interface PlannedWrite {
  sku: string;
  operation: AnyBulkWriteOperation<Product>;
  created: boolean;
}

/** Whose a barcode is, by SKU. */
interface BarcodeOwners {
  inCatalogue: ReadonlyMap<string, string>;
  /** Of lines that were written before. */
  inFile: ReadonlyMap<string, string>;
}

/** What a part of a file is to write into a catalogue, and what of it can't be. */
export class ImportPlan {
  readonly writes: PlannedWrite[] = [];
  readonly rejected: { rows: number[]; errors: FieldFault[] }[] = [];
  /** Barcodes these lines claim. */
  readonly claimed = new Map<string, string>();

  constructor(
    private readonly owners: BarcodeOwners,
    private readonly columns: Set<CsvColumn>,
    private readonly by: Actor,
  ) {}

  /** One product's lines. Of a product that already is as they say, nothing is written. */
  add({ sku, rows }: ProductRows, present: Product | undefined): void {
    const packs: Pack[] = [];
    const landed: number[] = [];
    for (const { row, product } of rows) {
      const [pack] = contentOf(product).packs;
      if (!pack) continue;
      const faults = this.packFaults(sku, pack, packs);
      if (faults.length > 0) {
        this.reject([row], faults);
        continue;
      }
      for (const code of pack.barcodes) this.claimed.set(code, sku);
      packs.push(pack);
      landed.push(row);
    }
    const first = rows.find(({ row }) => row === landed[0])?.product;
    if (!first) return;
    const content = present
      ? merged(present, contentOf(first), packs, this.columns)
      : indexed({ ...contentOf(first), packs });
    // One that comes back on sale wants all the barcodes it had.
    const faults = [...ebtFaults(content), ...this.barcodeFaults(sku, content.barcodes ?? [])];
    const write = faults.length === 0 && toWrite(sku, present, content, this.by);
    if (write) this.writes.push(write);
    if (faults.length > 0) this.reject(landed, faults);
  }

  get counts(): { created: number; updated: number } {
    const created = this.writes.filter((write) => write.created).length;
    return { created, updated: this.writes.length - created };
  }

  reject(rows: number[], errors: FieldFault[]): void {
    this.rejected.push({ rows, errors });
  }

  private packFaults(sku: string, pack: Pack, earlier: readonly Pack[]): FieldFault[] {
    const isTwice = earlier.some(({ name }) => sameName(name, pack.name));
    const twice = { path: 'pack', message: `an earlier line of ${sku} has a pack of this name` };
    return [
      ...(isTwice ? [twice] : []),
      ...pack.barcodes.flatMap((code) => {
        const earlierOwner = this.earlierOwner(code);
        return earlierOwner === undefined ? this.barcodeFaults(sku, [code]) : [belongsTo(earlierOwner, code)];
      }),
    ];
  }

  private barcodeFaults(sku: string, codes: readonly string[]): FieldFault[] {
    return codes.flatMap((code) => {
      const owner = this.earlierOwner(code) ?? this.owners.inCatalogue.get(code);
      return owner === undefined || owner === sku ? [] : [belongsTo(owner, code)];
    });
  }

  private earlierOwner(code: string): string | undefined {
    return this.claimed.get(code) ?? this.owners.inFile.get(code);
  }
}

function belongsTo(owner: string, code: string): FieldFault {
  return { path: 'barcodes', message: `${code} belongs to the product with SKU ${owner}` };
}

function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** What the file has columns for comes from the file; the rest, and packs it does not name, from the catalogue. */
function merged(present: Product, wanted: ProductContent, packs: Pack[], columns: Set<CsvColumn>): ProductContent {
  const has = <T>(column: CsvColumn, fromFile: T, fromCatalogue: T) => (columns.has(column) ? fromFile : fromCatalogue);
  const claimed = new Set(packs.flatMap(({ barcodes }) => barcodes));
  const updatedPacks = present.packs.map((pack) => {
    const update = packs.find(({ name }) => sameName(name, pack.name));
    if (!update) return { ...pack, barcodes: pack.barcodes.filter((code) => !claimed.has(code)) };
    return {
      ...update,
      id: pack.id,
      units: has('units', update.units, pack.units),
      barcodes: has('barcodes', update.barcodes, pack.barcodes),
    };
  });
  const newPacks = packs.filter(({ name }) => !present.packs.some((pack) => sameName(pack.name, name)));
  return indexed({
    sku: present.sku,
    name: wanted.name,
    brand: has('brand', wanted.brand, present.brand),
    category: has('category', wanted.category, present.category),
    vendor: has('vendor', wanted.vendor, present.vendor),
    volumeMl: has('volumeMl', wanted.volumeMl, present.volumeMl),
    abv: has('abv', wanted.abv, present.abv),
    vintage: has('vintage', wanted.vintage, present.vintage),
    taxCode: has('taxCode', wanted.taxCode, present.taxCode),
    containerClass: has('containerClass', wanted.containerClass, present.containerClass),
    tags: has('tags', wanted.tags, present.tags),
    ageRestricted: has('ageRestricted', wanted.ageRestricted, present.ageRestricted),
    ebtEligible: has('ebtEligible', wanted.ebtEligible, present.ebtEligible),
    costCents: has('cost', wanted.costCents, present.costCents),
    depositCents: has('deposit', wanted.depositCents, present.depositCents),
    reorderPoint: has('reorderPoint', wanted.reorderPoint, present.reorderPoint),
    packs: [...updatedPacks, ...newPacks],
    active: true,
  });
}

function toWrite(
  sku: string,
  present: Product | undefined,
  content: ProductContent,
  by: Actor,
): PlannedWrite | undefined {
  const now = new Date();
  if (!present) {
    const document: Product = {
      _id: new Types.ObjectId(),
      ...content,
      version: 1,
      priceChanges: [],
      photo: null,
      createdAt: now,
      updatedAt: now,
    };
    return { sku, operation: { insertOne: { document } }, created: true };
  }
  const { _id, version, priceChanges, photo, createdAt, updatedAt, ...before } = present;
  if (isDeepStrictEqual(before, content)) return undefined;
  const update = replacement(present, content, by);
  return { sku, operation: { updateOne: { filter: { sku, version }, update } }, created: false };
}
