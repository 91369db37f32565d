import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { notFound } from '../common/domain-error';
import { objectIdOr } from '../common/object-id';
import { afterCursor, type Page, toPage } from '../common/paging';
import { Product } from '../products/product.schema';
import { StoreDirectory } from '../stores/store-directory';
import { TENANT } from '../tenancy/tenant-connection';
import { priceLines, productsOf, resolveLines, toQuote } from './basket';
import type { QuoteAnswerDto, QuoteDto, SaleDto, SaleQueryDto } from './dto/sale.dto';
import { Sale } from './sale.schema';
import { toSale } from './sale-mapping';

/** Reading sales, and what a basket would cost. */
@Injectable()
export class SalesService {
  constructor(
    @InjectModel(Sale.name, TENANT) private readonly sales: Model<Sale>,
    @InjectModel(Product.name, TENANT) private readonly products: Model<Product>,
    private readonly directory: StoreDirectory,
  ) {}

  async list({ limit, cursor, from, to, cashierId, receiptNumber }: SaleQueryDto): Promise<Page<SaleDto>> {
    const docs = await this.sales
      .find({
        kind: 'sale',
        ...((from ?? to) !== undefined && { businessDate: { ...(from && { $gte: from }), ...(to && { $lte: to }) } }),
        ...(cashierId !== undefined && { cashierId: objectIdOr(cashierId, () => notFound('user', 'cashierId')) }),
        ...(receiptNumber !== undefined && { receiptNumber }),
        ...afterCursor(cursor, 'at', 'descending', { value: (value) => new Date(value), id: String }),
      })
      .sort({ at: -1, _id: -1 })
      .limit(limit + 1)
      .lean();
    return toPage(docs, limit, ({ at, _id }) => ({ value: at.getTime(), id: _id }), toSale);
  }

  async get(id: string): Promise<SaleDto> {
    const sale = await this.sales.findOne({ _id: id, kind: 'sale' }).lean();
    if (!sale) throw notFound('sale');
    return toSale(sale);
  }

  /** Which of some sale ids were sold. */
  async soldIds(ids: readonly string[]): Promise<Set<string>> {
    const sold = await this.sales
      .find({ _id: { $in: ids } })
      .select({ _id: 1 })
      .lean();
    return new Set(sold.map(({ _id }) => _id));
  }

  /** What a basket costs now, and why. Nothing is written. */
  async quote(input: QuoteDto): Promise<QuoteAnswerDto> {
    await this.directory.register(input.registerId);
    const found = await this.products.find(productsOf(input.lines)).lean();
    const lines = resolveLines(input.lines, found);
    return toQuote(lines, priceLines(lines));
  }
}
