import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { CsvColumn } from '@liquor-pos/domain/catalogue/product-file';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type AnyBulkWriteOperation, MongoBulkWriteError } from 'mongodb';
import { type Model, Types } from 'mongoose';
import type { Actor } from '../access/actor';
import { AuditLog } from '../audit/audit-log';
import { badInput, type FieldFault } from '../errors/domain-error';
import { TENANT } from '../tenancy/tenant-connection';
import type { CreateProductDto } from './dto/product.dto';
import type { ImportReportDto } from './dto/product-import.dto';
import { type Pack, Product } from './product.schema';
import { type CsvRow, readProductCsv } from './product-csv-reader';
import { readRow } from './product-csv-row';
import { contentOf, ebtFaults, indexed, type ProductContent, replacement } from './product-mapping';

const PRODUCTS_PER_WRITE = 500;
const ROWS_AT_ONCE = 50;

/** The lines of one SKU, in the order of the file. */
interface ProductRows {
  sku: string;
  rows: { row: number; product: CreateProductDto }[];
}

/** A write that is to happen, and the lines it comes from. */
interface PlannedWrite {
  operation: AnyBulkWriteOperation<Product>;
  created: boolean;
  rows: number[];
}

class ImportReport implements ImportReportDto {
  created = 0;
  updated = 0;
  rejected: { row: number; errors: FieldFault[] }[] = [];

  count(writes: readonly PlannedWrite[]): void {
    for (const { created } of writes) {
      if (created) this.created++;
      else this.updated++;
    }
  }

  reject(rows: number[], errors: FieldFault[]): void {
    for (const row of rows) this.rejected.push({ row, errors });
  }
}

/**
 * Brings the catalogue in line with a file. Lines of one SKU are the packs of one product; packs and columns the file does
 * not have stay as they are. A product that already is as the file says is not written, so a second run changes nothing.
 */
@Injectable()
export class ProductImportService {
  constructor(
    @InjectModel(Product.name, TENANT) private readonly products: Model<Product>,
    private readonly log: AuditLog,
  ) {}

  /** @param dryRun says what would happen and writes nothing */
  async import(actor: Actor, body: Readable | string | undefined, dryRun = false): Promise<ImportReportDto> {
    actor.require('product.write');
    if (body === undefined || (typeof body === 'object' && !(body instanceof Readable))) {
      throw badInput([{ path: 'body', message: 'send the file as the body, with Content-Type: text/csv' }]);
    }
    const { columns, rows } = await readProductCsv(
      typeof body === 'string' ? Readable.from([Buffer.from(body)]) : body,
    );
    const report = new ImportReport();
    const products = await this.group(rows, report);
    const barcodesOfFile = new Map<string, string>();
    for (let start = 0; start < products.length; start += PRODUCTS_PER_WRITE) {
      const batch = products.slice(start, start + PRODUCTS_PER_WRITE);
      const writes = await this.planBatch(batch, columns, barcodesOfFile, report, actor);
      if (dryRun) report.count(writes);
      else await this.write(writes, report);
    }
    report.rejected.sort((a, b) => a.row - b.row);
    const { created, updated } = report;
    if (!dryRun && created + updated > 0)
      await this.log.write(actor, { action: 'product.import', after: { created, updated } });
    return { created: report.created, updated: report.updated, rejected: report.rejected };
  }

  private async group(rows: CsvRow[], report: ImportReport): Promise<ProductRows[]> {
    const bySku = new Map<string, ProductRows>();
    for (const [index, { row, cells }] of rows.entries()) {
      // Looking through a line takes a while, and nobody else is served meanwhile.
      if (index % ROWS_AT_ONCE === 0) await setImmediate();
      const read = readRow(cells);
      if ('faults' in read) {
        report.reject([row], read.faults);
        continue;
      }
      const group = bySku.get(read.product.sku) ?? { sku: read.product.sku, rows: [] };
      bySku.set(group.sku, group);
      group.rows.push({ row, product: read.product });
    }
    return [...bySku.values()];
  }

  private async planBatch(
    batch: ProductRows[],
    columns: Set<CsvColumn>,
    barcodesOfFile: Map<string, string>,
    report: ImportReport,
    actor: Actor,
  ): Promise<PlannedWrite[]> {
    const present = await this.products.find({ sku: { $in: batch.map(({ sku }) => sku) } }).lean();
    const bySku = new Map(present.map((product) => [product.sku, product]));
    const owners = await this.ownersOfBarcodes(batch);
    const writes: PlannedWrite[] = [];
    for (const group of batch) {
      const planned = this.plan(
        group,
        bySku.get(group.sku),
        columns,
        { inCatalogue: owners, inFile: barcodesOfFile },
        report,
        actor,
      );
      if (planned) writes.push(planned);
    }
    return writes;
  }

  private async ownersOfBarcodes(batch: ProductRows[]): Promise<Map<string, string>> {
    const barcodes = batch.flatMap(({ rows }) => rows.flatMap(({ product }) => contentOf(product).barcodes ?? []));
    if (barcodes.length === 0) return new Map();
    const owners = await this.products
      .find({ barcodes: { $in: barcodes } })
      .select({ sku: 1, barcodes: 1 })
      .lean();
    return new Map(owners.flatMap((owner) => (owner.barcodes ?? []).map((code) => [code, owner.sku] as const)));
  }

  private plan(
    { sku, rows }: ProductRows,
    present: Product | undefined,
    columns: Set<CsvColumn>,
    owners: { inCatalogue: Map<string, string>; inFile: Map<string, string> },
    report: ImportReport,
    actor: Actor,
  ): PlannedWrite | undefined {
    const packs: Pack[] = [];
    const landed: number[] = [];
    for (const { row, product } of rows) {
      const [pack] = contentOf(product).packs;
      if (!pack) continue;
      const faults = packFaults(sku, pack, packs, owners);
      if (faults.length > 0) {
        report.reject([row], faults);
        continue;
      }
      for (const code of pack.barcodes) owners.inFile.set(code, sku);
      packs.push(pack);
      landed.push(row);
    }
    const first = rows.find(({ row }) => row === landed[0])?.product;
    if (!first) return undefined;
    const content = present
      ? merged(present, contentOf(first), packs, columns)
      : indexed({ ...contentOf(first), packs });
    const faults = ebtFaults(content);
    if (faults.length > 0) {
      report.reject(landed, faults);
      return undefined;
    }
    return toWrite(sku, present, content, landed, actor);
  }

  private async write(writes: PlannedWrite[], report: ImportReport): Promise<void> {
    if (writes.length === 0) return;
    const refused = new Map<number, unknown>();
    try {
      await this.products.collection.bulkWrite(
        writes.map(({ operation }) => operation) as Parameters<typeof this.products.collection.bulkWrite>[0],
        { ordered: false },
      );
    } catch (error) {
      if (!(error instanceof MongoBulkWriteError)) throw error;
      for (const fault of [error.writeErrors].flat()) refused.set(fault.index, fault.err.errmsg);
    }
    writes.forEach(({ created, rows }, index) => {
      if (refused.has(index))
        report.reject(rows, [{ path: 'barcodes', message: 'taken by another product meanwhile' }]);
      else if (created) report.created++;
      else report.updated++;
    });
  }
}

function packFaults(
  sku: string,
  pack: Pack,
  earlier: readonly Pack[],
  owners: { inCatalogue: Map<string, string>; inFile: Map<string, string> },
): FieldFault[] {
  const faults: FieldFault[] = [];
  if (earlier.some(({ name }) => sameName(name, pack.name))) {
    faults.push({ path: 'pack', message: `an earlier line of ${sku} has a pack of this name` });
  }
  for (const code of pack.barcodes) {
    const inFile = owners.inFile.get(code);
    const owner = inFile ?? owners.inCatalogue.get(code);
    if (inFile !== undefined || (owner !== undefined && owner !== sku)) {
      faults.push({ path: 'barcodes', message: `${code} belongs to the product with SKU ${owner}` });
    }
  }
  return faults;
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
  rows: number[],
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
    return { operation: { insertOne: { document } }, created: true, rows };
  }
  const { _id, version, priceChanges, photo, createdAt, updatedAt, ...before } = present;
  if (isDeepStrictEqual(before, content)) return undefined;
  const update = replacement(present, content, by);
  return { operation: { updateOne: { filter: { sku, version }, update } }, created: false, rows };
}
