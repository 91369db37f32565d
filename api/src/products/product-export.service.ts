import { Readable } from 'node:stream';
import { EXPORTED_COLUMNS, linesOf } from '@liquor-pos/domain/catalogue/product-file';
import { neutralised } from '@liquor-pos/domain/spreadsheets/formula-cells';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { unparse } from 'papaparse';
import type { Actor } from '../access/actor';
import { TENANT } from '../tenancy/tenant-connection';
import { Product } from './product.schema';

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
    yield `${EXPORTED_COLUMNS.join(',')}\r\n`;
    const cursor = this.products.find({ active: true }).sort({ sortName: 1, _id: 1 }).lean().cursor();
    for await (const product of cursor) {
      const rows = linesOf(product).map((cells) => cells.map(neutralised));
      yield `${unparse(rows, { newline: '\r\n' })}\r\n`;
    }
  }
}
