import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import type { CsvColumn } from '@liquor-pos/domain/catalogue/product-file';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type ClientSession, MongoBulkWriteError } from 'mongodb';
import type { Model } from 'mongoose';
import type { Actor } from '../access/actor';
import { AuditLog } from '../audit/audit-log';
import { badInput, type FieldFault } from '../errors/domain-error';
import { Idempotency } from '../idempotency/idempotency';
import { violatedIndex } from '../mongo/transaction';
import { TENANT } from '../tenancy/tenant-connection';
import type { ImportReportDto } from './dto/product-import.dto';
import { Product } from './product.schema';
import { type CsvRow, readProductCsv } from './product-csv-reader';
import { readRow } from './product-csv-row';
import { ImportPlan, type PlannedWrite, type ProductRows } from './product-import-plan';
import { contentOf } from './product-mapping';

const PRODUCTS_PER_WRITE = 500;
const ROWS_AT_ONCE = 50;

/** As much of a file as is written at once. */
interface FilePart {
  lines: readonly ProductRows[];
  columns: Set<CsvColumn>;
  /** Barcodes of the parts before, by the SKU they belong to. */
  inFile: ReadonlyMap<string, string>;
}

class ImportReport implements ImportReportDto {
  created = 0;
  updated = 0;
  rejected: { row: number; errors: FieldFault[] }[] = [];

  add({ counts, rejected }: ImportPlan): void {
    this.created += counts.created;
    this.updated += counts.updated;
    for (const { rows, errors } of rejected) this.reject(rows, errors);
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
    private readonly idempotency: Idempotency,
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
    const inFile = new Map<string, string>();
    for (let start = 0; start < products.length; start += PRODUCTS_PER_WRITE) {
      const part: FilePart = { lines: products.slice(start, start + PRODUCTS_PER_WRITE), columns, inFile };
      const plan = await (dryRun ? this.plan(actor, part) : this.write(actor, part));
      report.add(plan);
      for (const [code, sku] of plan.claimed) inFile.set(code, sku);
    }
    report.rejected.sort((a, b) => a.row - b.row);
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

  private async plan(actor: Actor, { lines, columns, inFile }: FilePart, session?: ClientSession): Promise<ImportPlan> {
    const options = session ? { session } : {};
    const present = await this.products.find({ sku: { $in: lines.map(({ sku }) => sku) } }, null, options).lean();
    const bySku = new Map(present.map((product) => [product.sku, product]));
    const inCatalogue = await this.ownersOf(barcodesIn(lines, present), options);
    const plan = new ImportPlan({ inCatalogue, inFile }, columns, actor);
    for (const product of lines) plan.add(product, bySku.get(product.sku));
    return plan;
  }

  private async ownersOf(barcodes: string[], options: { session?: ClientSession }): Promise<Map<string, string>> {
    if (barcodes.length === 0) return new Map();
    const owners = await this.products.find({ barcodes: { $in: barcodes } }, { sku: 1, barcodes: 1 }, options).lean();
    return new Map(owners.flatMap((owner) => (owner.barcodes ?? []).map((code) => [code, owner.sku] as const)));
  }

  /**
   * Writes a part with its entry in the log, or nothing of it: what somebody else changed since it was read makes it read again. A
   * barcode that another product takes meanwhile leaves that product's lines out.
   */
  private async write(actor: Actor, part: FilePart): Promise<ImportPlan> {
    const taken = new Set<string>();
    for (;;) {
      const left = part.lines.filter(({ sku }) => !taken.has(sku));
      try {
        const plan = await this.idempotency.once(undefined, async (session) => {
          const planned = await this.plan(actor, { ...part, lines: left }, session);
          await this.writePlanned(actor, planned, session);
          return planned;
        });
        for (const { sku, rows } of part.lines) {
          if (taken.has(sku))
            plan.reject(
              rows.map(({ row }) => row),
              [TAKEN],
            );
        }
        return plan;
      } catch (error) {
        if (!(error instanceof TakenMeanwhile)) throw error;
        taken.add(error.sku);
      }
    }
  }

  private async writePlanned(actor: Actor, { writes, counts }: ImportPlan, session: ClientSession): Promise<void> {
    if (writes.length === 0) return;
    const operations = writes.map(({ operation }) => operation);
    try {
      await this.products.collection.bulkWrite(operations as Parameters<typeof this.products.collection.bulkWrite>[0], {
        session,
        ordered: true,
      });
    } catch (error) {
      throw takenIn(error, writes) ?? error;
    }
    await this.log.write(actor, { action: 'product.import', after: counts }, session);
  }
}

const TAKEN: FieldFault = { path: 'barcodes', message: 'taken by another product meanwhile' };

/** Carries out of a transaction whose barcode, or SKU, another product took while it ran. */
class TakenMeanwhile extends Error {
  constructor(readonly sku: string) {
    super(`taken meanwhile: ${sku}`);
  }
}

function takenIn(error: unknown, writes: readonly PlannedWrite[]): TakenMeanwhile | undefined {
  if (!(error instanceof MongoBulkWriteError) || violatedIndex(error) === undefined) return undefined;
  const [fault] = [error.writeErrors].flat();
  const write = fault && writes[fault.index];
  return write && new TakenMeanwhile(write.sku);
}

/** What a part of a file claims, and what products that are off sale had. */
function barcodesIn(lines: readonly ProductRows[], present: readonly Product[]): string[] {
  return [
    ...lines.flatMap(({ rows }) => rows.flatMap(({ product }) => contentOf(product).barcodes ?? [])),
    ...present.flatMap(({ active, packs }) => (active ? [] : packs.flatMap(({ barcodes }) => barcodes))),
  ];
}
