import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type Model, Types } from 'mongoose';
import type { Actor } from '../access/actor';
import { AuditLog } from '../audit/audit-log';
import { badInput, idReused } from '../errors/domain-error';
import { Product } from '../products/product.schema';
import { productNotFound } from '../products/products.service';
import { StoreDirectory } from '../store-directory/store-directory';
import { TENANT } from '../tenancy/tenant-connection';
import type { ClearedSaleDto } from './dto/cleared-sale.dto';

/** Baskets that were rung up and never sold. Nothing is owed for them; a cashier who clears many is worth a look. */
@Injectable()
export class ClearedSalesService {
  constructor(
    @InjectModel(Product.name, TENANT) private readonly products: Model<Product>,
    private readonly directory: StoreDirectory,
    private readonly log: AuditLog,
  ) {}

  /** Once for an id. @throws DomainError `register_not_found`, `product_not_found`, `id_reused` */
  async record(
    actor: Actor,
    { id, saleId, whole = true, registerId, lines, giftCardCents, accountPaymentCents, totalCents }: ClearedSaleDto,
  ): Promise<void> {
    actor.require('sale.create');
    if (lines.length === 0 && !giftCardCents && !accountPaymentCents)
      throw badInput([{ path: 'lines', message: 'must hold something' }]);
    await this.directory.register(registerId);
    const ids = lines.map(({ productId }) => new Types.ObjectId(productId));
    const products = await this.products
      .find({ _id: { $in: ids } })
      .select({ name: 1 })
      .lean();
    const names = new Map(products.map(({ _id, name }) => [_id.toString(), name]));
    lines.forEach(({ productId }, index) => {
      if (!names.has(productId)) throw productNotFound(`lines.${index}.productId`);
    });
    const before = {
      totalCents,
      ...(giftCardCents && { giftCardCents }),
      ...(accountPaymentCents && { accountPaymentCents }),
      lines: lines.map(({ productId, packId, quantity }) => ({
        productId,
        packId,
        quantity,
        name: names.get(productId),
      })),
    };
    const action = whole ? 'sale.cleared' : 'sale.line_removed';
    const content = { _id: `cleared:${id}`, action, subject: saleId, registerId, before };
    const earlier = await this.log.writeOnce(actor, content);
    const isSame = earlier?.actor.id === actor.id && JSON.stringify(earlier.before) === JSON.stringify(before);
    if (earlier && !isSame) throw idReused('cleared sale');
  }
}
