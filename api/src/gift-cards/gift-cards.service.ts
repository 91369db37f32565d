import { canonicalStoredValueCode } from '@liquor-pos/domain/tenders/stored-value';
import { STORED_VALUE_TYPES, type StoredValueType } from '@liquor-pos/domain/tenders/tender-types';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import type { Actor } from '../access/actor';
import { notFound } from '../errors/domain-error';
import { StoredValue } from '../ledger/books/stored-value/stored-value.schema';
import { latest } from '../mongo/server-version';
import { TENANT } from '../tenancy/tenant-connection';
import type { GiftCardDto } from './dto/gift-card.dto';

/** What is left on a gift card or a store credit, for whoever has its code in hand. They are sold and redeemed by sales. */
@Injectable()
export class GiftCardsService {
  constructor(@InjectModel(StoredValue.name, TENANT) private readonly values: Model<StoredValue>) {}

  /** @throws DomainError `gift_card_not_found` */
  async get(actor: Actor, code: string): Promise<GiftCardDto> {
    actor.require('sale.create');
    const value = await this.values
      .findOne({ _id: canonicalStoredValueCode(code), kind: { $in: STORED_VALUE_TYPES } })
      .select({ kind: 1, balanceCents: 1 })
      .setOptions(latest(this.values.db.getClient()))
      .lean();
    if (!value) throw notFound('gift card', 'code');
    const { _id, kind, balanceCents } = value;
    return { code: _id, kind: kind as StoredValueType, balanceCents, status: balanceCents > 0 ? 'active' : 'empty' };
  }
}
