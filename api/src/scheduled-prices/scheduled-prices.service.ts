import { cents } from '@liquor-pos/domain/money/money';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type Model, Types } from 'mongoose';
import type { Actor } from '../access/actor';
import { AuditLog } from '../audit/audit-log';
import { badInput, notFound } from '../errors/domain-error';
import { objectIdOr } from '../http/object-id';
import { afterCursor, type Page, toPage } from '../http/paging';
import { Idempotency } from '../idempotency/idempotency';
import type { KeyedRequest } from '../idempotency/idempotency-key';
import { Product } from '../products/product.schema';
import { productNotFound } from '../products/products.service';
import { TENANT } from '../tenancy/tenant-connection';
import type { NewScheduledPriceDto, ScheduledPriceDto, ScheduledPriceQueryDto } from './dto/scheduled-price.dto';
import { ScheduledPrice } from './scheduled-price.schema';

/** Prices of days to come: said today, there when it is time. */
@Injectable()
export class ScheduledPricesService {
  constructor(
    @InjectModel(ScheduledPrice.name, TENANT) private readonly scheduled: Model<ScheduledPrice>,
    @InjectModel(Product.name, TENANT) private readonly products: Model<Product>,
    private readonly idempotency: Idempotency,
    private readonly log: AuditLog,
  ) {}

  /** Those to come, the next first. */
  async list(actor: Actor, { limit, cursor, productId }: ScheduledPriceQueryDto): Promise<Page<ScheduledPriceDto>> {
    actor.require('price.write');
    const docs = await this.scheduled
      .find({
        ...(productId !== undefined && { productId: objectIdOr(productId, () => productNotFound('productId')) }),
        ...afterCursor(cursor, 'startsAt', 'ascending', {
          value: (value) => new Date(value),
          id: (id) => new Types.ObjectId(id),
        }),
      })
      .sort({ startsAt: 1, _id: 1 })
      .limit(limit + 1)
      .lean();
    return toPage(docs, limit, ({ startsAt, _id }) => ({ value: startsAt.getTime(), id: _id.toString() }), toDto);
  }

  /** @throws DomainError `product_not_found`, `pack_not_found`, `validation_failed` for a time that has passed */
  async schedule(actor: Actor, input: NewScheduledPriceDto, request?: KeyedRequest): Promise<ScheduledPriceDto> {
    actor.require('price.write');
    return this.idempotency.once(request, async (session) => {
      if (input.startsAt <= new Date()) throw badInput([{ path: 'startsAt', message: 'must be in the future' }]);
      const product = await this.products.findById(input.productId).session(session).lean();
      if (!product?.active) throw productNotFound('productId');
      if (!product.packs.some(({ id }) => id === input.packId)) throw notFound('pack', 'packId');
      const document: ScheduledPrice = {
        _id: new Types.ObjectId(),
        productId: product._id,
        packId: input.packId,
        priceCents: cents(input.priceCents),
        startsAt: input.startsAt,
        userId: actor.userId,
        userName: actor.name,
      };
      await this.scheduled.create([document], { session });
      const { packId, priceCents, startsAt } = input;
      const after = { packId, priceCents, startsAt };
      await this.log.write(actor, { action: 'price.schedule', subject: input.productId, after }, session);
      return toDto(document);
    });
  }

  /** @throws DomainError `scheduled_price_not_found` where it was called off before, or holds already */
  async callOff(actor: Actor, id: string): Promise<{ success: true }> {
    actor.require('price.write');
    const missing = () => notFound('scheduled price');
    const _id = objectIdOr(id, missing);
    return this.idempotency.once(undefined, async (session) => {
      const before = await this.scheduled.findOneAndDelete({ _id }, { session }).lean();
      if (!before) throw missing();
      const { productId, packId, priceCents, startsAt } = before;
      const entry = {
        action: 'price.call_off',
        subject: productId.toString(),
        before: { packId, priceCents, startsAt },
      };
      await this.log.write(actor, entry, session);
      return { success: true as const };
    });
  }
}

function toDto({ _id, productId, packId, priceCents, startsAt, userName }: ScheduledPrice): ScheduledPriceDto {
  return { id: _id.toString(), productId: productId.toString(), packId, priceCents, startsAt, userName };
}
