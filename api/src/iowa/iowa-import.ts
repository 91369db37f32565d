import { createHash } from 'node:crypto';
import { checkDigit } from '@liquor-pos/domain/barcode/barcode';
import { instantOf } from '@liquor-pos/domain/time/business-date';
import type { INestApplicationContext } from '@nestjs/common';
import { v5 as uuidV5 } from 'uuid';
import type { Actor } from '../access/actor';
import { keyOfCommand } from '../idempotency/idempotency-key';
import { StockChangesService } from '../inventory/stock-changes.service';
import { OrganizationsService } from '../organizations/organizations.service';
import type { ProductDto } from '../products/dto/product.dto';
import { ProductsService } from '../products/products.service';
import { ReportsService } from '../reports/reports.service';
import { CheckoutService } from '../sales/checkout';
import { SalesService } from '../sales/sales.service';
import { tenantId } from '../tenancy/tenant-id';
import { type ResolveService, TenantScope } from '../tenancy/tenant-scope';
import { type IowaRow, type Rejection, readIowaFile } from './iowa-file';

const TIMEZONE = 'America/Chicago';
const BOTTLE = 'bottle';
const CASE = 'case';
/** Names the ids below: the same line of the same file always makes the same sale. */
const SALE_NAMESPACE = '6f3f6a5e-5c0a-4b7e-9d2c-2a7c1d4be0f1';
const OPENS_AT_HOUR = 10;
const MINUTES_OPEN = 11 * 60;
/** Stores at once: one waits on its password's hash while another writes. */
const STORES_AT_ONCE = 3;

export interface IowaStoreTotals {
  storeNumber: string;
  organizationId: string;
  /** Lines of the file that were taken. */
  rows: number;
  /** What the store's own report says of the file's days. */
  salesCount: number;
  units: number;
  totalCents: number;
}

export interface IowaImportResult {
  stores: IowaStoreTotals[];
  rejected: Rejection[];
}

interface IdentifiedRow extends IowaRow {
  saleId: string;
}

/**
 * Imports a day of the State of Iowa's wholesale record as retail stores that sold it: every store an organization, every
 * line a sale, through the application's own services. Everything has an id that follows from the file, so a second run
 * adds nothing, and one that was killed is completed by running again.
 */
export class IowaImport {
  constructor(
    private readonly app: INestApplicationContext,
    private readonly actor: Actor,
    private readonly password: string,
    private readonly progress: (line: string) => void,
  ) {}

  async run(file: string): Promise<IowaImportResult> {
    const { rows, rejected } = await readIowaFile(file);
    const byStore = grouped(identified(rows));
    this.progress(`${rows.length} lines of ${byStore.size} stores, ${rejected.length} rejected`);
    const waiting = [...byStore].sort(([a], [b]) => Number(a) - Number(b));
    const stores: IowaStoreTotals[] = [];
    const worker = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const [storeNumber, storeRows] = next;
        const totals = await this.importStore(storeNumber, storeRows);
        stores.push(totals);
        this.progress(
          `[${String(stores.length).padStart(3)}/${byStore.size}] store ${storeNumber}: ${totals.salesCount} sales, ` +
            `${totals.units} bottles, $${(totals.totalCents / 100).toFixed(2)}`,
        );
      }
    };
    const outcomes = await Promise.allSettled(Array.from({ length: STORES_AT_ONCE }, worker));
    // Only once nothing runs any more: who runs it again must not meet stores that are still being opened.
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
    stores.sort((a, b) => Number(a.storeNumber) - Number(b.storeNumber));
    rejected.sort((a, b) => a.line - b.line);
    return { stores, rejected };
  }

  private async importStore(storeNumber: string, rows: IdentifiedRow[]): Promise<IowaStoreTotals> {
    const { organizationId, actor } = await this.openStore(storeNumber, rows);
    return this.app.get(TenantScope).within(tenantId(organizationId), async (resolve) => {
      const sold = await (await resolve(SalesService)).soldIds(
        actor,
        rows.map(({ saleId }) => saleId),
      );
      const unsold = rows.filter(({ saleId }) => !sold.has(saleId));
      const products = await this.ensureProducts(resolve, actor, rows);
      await this.receiveCases(resolve, actor, rows, unsold, products);
      for (const row of unsold) await this.sell(resolve, actor, row, products);
      const dates = rows.map(({ date }) => date).sort();
      const [from = '', to = ''] = [dates[0], dates.at(-1)];
      const { totals } = await (await resolve(ReportsService)).salesReport(actor, { from, to, groupBy: 'day' });
      const { salesCount, units, totalCents } = totals;
      return { storeNumber, organizationId, rows: rows.length, salesCount, units, totalCents };
    });
  }

  private async openStore(storeNumber: string, rows: IowaRow[]): Promise<{ organizationId: string; actor: Actor }> {
    const organizations = this.app.get(OrganizationsService);
    const email = `admin@iowa-${storeNumber}.example`;
    const existing = await organizations.ofUser(this.actor, email);
    if (existing) return existing;
    await organizations.open(this.actor, {
      name: rows[0]?.storeName ?? storeNumber,
      timezone: TIMEZONE,
      currency: 'USD',
      admin: { email, name: `Admin of store ${storeNumber}`, password: this.password },
    });
    const opened = await organizations.ofUser(this.actor, email);
    if (!opened) throw new Error(`the organization of ${email} was not opened`);
    return opened;
  }

  private async ensureProducts(
    resolve: ResolveService,
    actor: Actor,
    rows: IowaRow[],
  ): Promise<Map<string, ProductDto>> {
    const service = await resolve(ProductsService);
    const items = new Map(rows.map((row) => [row.itemNumber, row] as const));
    const present = await service.withSkus(actor, [...items.keys()]);
    const products = new Map(present.map((product) => [product.sku, product]));
    for (const [sku, row] of items) {
      if (!products.has(sku)) products.set(sku, await service.create(actor, productOf(row)));
    }
    return products;
  }

  /** Whole cases, enough for what will be sold; once for a file, whatever happens between this and the sales. */
  private async receiveCases(
    resolve: ResolveService,
    actor: Actor,
    rows: IdentifiedRow[],
    unsold: IdentifiedRow[],
    products: Map<string, ProductDto>,
  ): Promise<void> {
    if (unsold.length === 0) return;
    const service = await resolve(StockChangesService);
    const ofRows = createHash('sha256').update(rows.map(({ saleId }) => saleId).join());
    const key = keyOfCommand(ofRows.digest('hex'));
    if (await service.wasReceived(actor, key)) return;
    const needed = new Map<string, { row: IowaRow; bottles: number }>();
    for (const row of unsold) {
      const item = `${row.itemNumber}|${row.costCents}`;
      needed.set(item, { row, bottles: (needed.get(item)?.bottles ?? 0) + row.bottles });
    }
    const lines = [...needed.values()].map(({ row, bottles }) => ({
      productId: products.get(row.itemNumber)?.id ?? '',
      units: Math.ceil(bottles / row.pack) * row.pack,
      unitCostCents: row.costCents,
    }));
    await service.receive(actor, { vendor: 'State of Iowa', invoice: `${rows[0]?.date} order`, lines }, key);
  }

  private async sell(
    resolve: ResolveService,
    actor: Actor,
    row: IdentifiedRow,
    products: Map<string, ProductDto>,
  ): Promise<void> {
    const product = await this.priced(resolve, actor, row, products);
    await (await resolve(CheckoutService)).sell(actor, {
      id: row.saleId,
      lines: [{ productId: product.id, packId: BOTTLE, quantity: row.bottles }],
      tenders: row.retailCents === 0 ? [] : [{ type: 'cash', amountCents: row.retailCents * row.bottles }],
      at: timeOf(row),
    });
  }

  /** The product at the line's price: the file may hold days with different ones. */
  private async priced(
    resolve: ResolveService,
    actor: Actor,
    row: IowaRow,
    products: Map<string, ProductDto>,
  ): Promise<ProductDto> {
    const product = products.get(row.itemNumber);
    if (!product) throw new Error(`item ${row.itemNumber} has no product`);
    if (product.packs.find(({ id }) => id === BOTTLE)?.priceCents === row.retailCents) return product;
    const { packs } = productOf(row);
    const updated = await (await resolve(ProductsService)).update(actor, product.id, {
      version: product.version,
      packs,
    });
    products.set(row.itemNumber, updated);
    return updated;
  }
}

function productOf(row: IowaRow) {
  const bottle = {
    id: BOTTLE,
    name: 'Bottle',
    units: 1,
    priceCents: row.retailCents,
    barcodes: [inStoreEan13(row.itemNumber)],
  };
  const kase = { id: CASE, name: 'Case', units: row.pack, priceCents: row.retailCents * row.pack, barcodes: [] };
  return {
    sku: row.itemNumber,
    name: row.description,
    category: row.category,
    vendor: row.vendor,
    volumeMl: row.volumeMl,
    costCents: row.costCents,
    packs: row.pack > 1 ? [bottle, kase] : [bottle],
  };
}

/** Prefix 2 is for numbers a store gives out itself (GS1 General Specifications, 2.1.11). */
function inStoreEan13(itemNumber: string): string {
  const digits = `2${itemNumber.padStart(11, '0')}`;
  return `${digits}${checkDigit(digits)}`;
}

function identified(rows: IowaRow[]): IdentifiedRow[] {
  const seen = new Map<string, number>();
  return rows.map((row) => {
    const content = [row.storeNumber, row.date, row.itemNumber, row.bottles, row.retailCents].join('|');
    const occurrence = (seen.get(content) ?? 0) + 1;
    seen.set(content, occurrence);
    return { ...row, saleId: uuidV5(`${content}|${occurrence}`, SALE_NAMESPACE) };
  });
}

function grouped(rows: IdentifiedRow[]): Map<string, IdentifiedRow[]> {
  const groups = new Map<string, IdentifiedRow[]>();
  for (const row of rows) {
    const group = groups.get(row.storeNumber);
    if (group) group.push(row);
    else groups.set(row.storeNumber, [row]);
  }
  return groups;
}

/** Some time the store was open that day; the same for the same line. */
function timeOf({ date, saleId }: IdentifiedRow): Date {
  const minutes = Number.parseInt(saleId.slice(0, 8), 16) % MINUTES_OPEN;
  return instantOf(date, OPENS_AT_HOUR + Math.floor(minutes / 60), minutes % 60, TIMEZONE);
}
