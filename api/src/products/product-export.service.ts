import { Readable } from 'node:stream';
import { CSV_COLUMNS, type CsvCells } from '@liquor-pos/domain/catalogue/product-file';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { unparse } from 'papaparse';
import type { Actor } from '../access/actor';
import { TENANT } from '../tenancy/tenant-connection';
import { Product } from './product.schema';
import { CELL_SEPARATOR, neutralised, textOfCents } from './product-csv';

/** What is on hand is no part of a product, and another thing tomorrow. */
const COLUMNS = CSV_COLUMNS.filter((column) => column !== 'stock');

/** The catalogue as a file that the import reads back without changing anything. */
@Injectable()
export class ProductExportService {
  constructor(@InjectModel(Product.name, TENANT) private readonly products: Model<Product>) {}

  /** Line by line, so that no catalogue is too large for memory. */
  stream(actor: Actor): Readable {
    actor.require('product.write');
    return Readable.from(this.lines());
  }

  private async *lines(): AsyncGenerator<string> {
    yield `${COLUMNS.join(',')}\r\n`;
    const cursor = this.products.find({ active: true }).sort({ sortName: 1, _id: 1 }).lean().cursor();
    for await (const product of cursor) {
      const rows = rowsOf(product).map((cells) => COLUMNS.map((column) => neutralised(cells[column] ?? '')));
      yield `${unparse(rows, { newline: '\r\n' })}\r\n`;
    }
  }
}

function rowsOf(product: Product): CsvCells[] {
  return product.packs.map((pack) => ({
    sku: product.sku,
    name: product.name,
    brand: text(product.brand),
    category: text(product.category),
    vendor: text(product.vendor),
    volumeMl: text(product.volumeMl),
    abv: text(product.abv),
    vintage: text(product.vintage),
    taxCode: text(product.taxCode),
    containerClass: text(product.containerClass),
    tags: product.tags.join(CELL_SEPARATOR),
    ageRestricted: product.ageRestricted ? 'yes' : 'no',
    cost: textOfCents(product.costCents),
    deposit: textOfCents(product.depositCents),
    reorderPoint: text(product.reorderPoint),
    pack: pack.name,
    units: String(pack.units),
    price: textOfCents(pack.priceCents),
    barcodes: pack.barcodes.join(CELL_SEPARATOR),
  }));
}

function text(value: string | number | null): string {
  return value === null ? '' : String(value);
}
