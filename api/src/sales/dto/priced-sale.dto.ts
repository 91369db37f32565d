import { OfferLeftDto } from '../../pricing-rules/dto/offer-left.dto';

export class TraceEntryDto {
  /** @example "promotion" */
  rule: string;

  ruleId: string | null;

  ruleVersion: number | null;

  name: string;

  applied: boolean;

  /** Why, for programs and translations. */
  code: string;

  /** Why, for people. */
  reason: string;

  amountCents: number;

  /** Base units that are missing for the offer, or for its next step. */
  missingUnits: number | null;
}

export class FiguresDto {
  units: number;
  grossCents: number;
  discountCents: number;
  netCents: number;
  /** With the taxes that deposits contain: those are in tax too, and the total is less by them. */
  depositCents: number;
  taxCents: number;
  totalCents: number;
}

export class TotalsDto extends FiguresDto {
  /** Gift cards sold: in the total, and no sale of goods. */
  giftCardCents: number;

  /** Paid into house accounts: likewise. */
  accountPaymentCents: number;
}

export class LineDiscountDto {
  kind: 'promotion' | 'price_override' | 'line_discount' | 'sale_discount' | 'minimum_price';

  ruleId: string | null;

  ruleVersion: number | null;

  /** The rule's name or the reason given. */
  name: string;

  /** Negative where a price was raised. */
  amountCents: number;

  /** Paid back by a manufacturer: what is taxed on top is still the whole. */
  reimbursed: boolean;
}

export class LineDepositDto {
  ruleId: string | null;

  ruleVersion: number | null;

  name: string;

  unitCents: number;

  /** Containers. */
  count: number;

  amountCents: number;
}

export class LineTaxDto {
  ruleId: string;

  ruleVersion: number;

  name: string;

  amountCents: number;

  taxableCents: number;

  /** Contained in the price rather than added. */
  inclusive: boolean;

  /** A charge that is not given back with the goods. */
  fee: boolean;
}

export class PricedLineDto extends FiguresDto {
  productId: string;

  sku: string;

  name: string;

  brand: string | null;

  category: string | null;

  vendor: string | null;

  /** Of one bottle or can. */
  volumeMl: number | null;

  packId: string;

  packName: string;

  unitsPerPack: number;

  quantity: number;

  unitPriceCents: number;

  /** Taxes the goods' price contains; they are out of net. */
  includedTaxCents: number;

  discounts: LineDiscountDto[];

  deposits: LineDepositDto[];

  taxes: LineTaxDto[];

  /** What benefits pay of it. */
  ebtCents: number;
}

export class QuotedLineDto extends PricedLineDto {
  trace: TraceEntryDto[];
}

export class ReturnedEmptiesDto {
  depositId: string;

  ruleVersion: number;

  name: string;

  unitCents: number;

  count: number;

  /** Negative: it goes back to the customer. */
  amountCents: number;
}

export class AgeRequirementDto {
  minimumAge: number;

  /**
   * The last day of birth that is old enough today.
   * @example "2005-11-23"
   */
  bornOnOrBefore: string;

  visualAllowed: boolean;
}

/** Times are the store's clock, as YYYY-MM-DDTHH:MM. */
export class SaleHoursDto {
  open: boolean;

  /** When selling ends; null when no rule ends it within a week. */
  until: string | null;

  /** When selling begins again. */
  opensAt: string | null;

  /** The rule that decides. */
  rule: string | null;

  /** Where it is not open: whether a manager may allow the sale. */
  byApproval: boolean;
}

export class BelowCostDto {
  line: number;

  /** The minimum price's name. */
  rule: string;

  /** What the line is sold for at the least, before taxes and deposits. */
  leastCents: number;
}

export class QuotedAllocationDto {
  ruleId: string;

  name: string;

  per: 'sale' | 'customer_day' | 'customer';

  /** Base units in the basket. */
  units: number;

  /** Base units that it allows. */
  most: number;

  /** How many of these the customer may still have; null where nobody says who buys. */
  left: number | null;
}

export class QuoteAnswerDto {
  lines: QuotedLineDto[];

  /** What benefits may pay of it at the most. */
  ebtEligibleCents: number;

  empties: ReturnedEmptiesDto[];

  totals: TotalsDto;

  totalCents: number;

  /** What is due when all of it is paid in cash. */
  cashTotalCents: number;

  rulesVersion: number;

  /** Whether the promotions are proven to save the most; see docs/pricing.md. */
  promotionsExact: boolean;

  /** By how much another choice of offers might cost less at the most; 0 where that is proven. */
  promotionsMostMissedCents: number;

  /** Null when anyone may buy it. */
  ageRequirement: AgeRequirementDto | null;

  saleHours: SaleHoursDto;

  /** Lines that may not be sold so, for what they cost: 422 `below_minimum_price` at the sale. */
  belowCost: BelowCostDto[];

  /** What of it is allocated. */
  allocations: QuotedAllocationDto[];

  /** What is left of limited offers for this customer. */
  offersLeft: OfferLeftDto[];
}
