import type { Cents } from '@liquor-pos/domain/money/money';
import type { TenderType } from '@liquor-pos/domain/tenders/tender-types';
import { businessDate } from '@liquor-pos/domain/time/business-date';
import { Injectable } from '@nestjs/common';
import type { ClientSession } from 'mongodb';
import { type StockedProduct, unitCosts } from '../inventory/stocked-products';
import type { Rules } from '../pricing-rules/rule-books';
import { RuleLimits } from '../pricing-rules/rule-limits';
import type { Store } from '../store-directory/store.schema';
import { type QuotedWith, type RatedBasket, type ResolvedLine, rateBasket } from './basket';
import type { BasketDto } from './dto/sale-input.dto';
import type { Apart } from './goods';

/** A basket's price, and what is left of what is limited. */
export interface Rating extends Pick<QuotedWith, 'offersLeft' | 'allocations'> {
  rated: RatedBasket;
}

interface RatingInputs {
  store: Store;
  rules: Rules;
  /** By which hour and day's rules. */
  at: Date;
  /** On which business day it counts. */
  soldAt: Date;
  products: readonly StockedProduct[];
  ebtCents: Cents;
  paidWith: readonly TenderType[];
}

/** The one way in which a basket is priced, quoted or sold: with what its limits leave of it. */
@Injectable()
export class Ratings {
  constructor(private readonly limits: RuleLimits) {}

  /** At most two round trips, where something is limited. @throws DomainError as `rateBasket` */
  async of(
    sale: Apart<Pick<BasketDto, 'discount' | 'empties' | 'customer' | 'coupons'>>,
    lines: readonly ResolvedLine[],
    { soldAt, products, ...priced }: RatingInputs,
    session?: ClientSession,
  ): Promise<Rating> {
    const { store, rules } = priced;
    const who = { reference: sale.goods.customer?.reference };
    const offersLeft = await this.limits.offersLeft(rules.promotions, who, session);
    const rated = rateBasket(sale, lines, { ...priced, offersLeft, costs: unitCosts(products) });
    const day = businessDate(soldAt, store.timezone, store.dayStartHour);
    const allocations = await this.limits.allocationsLeft(rated.allocated, who, day, session);
    return { rated, offersLeft, allocations };
  }
}
