import type { BaseUnits, Cents } from '../money/money.ts';
import type { LineDeposit, ReturnedEmpties } from './deposits.ts';
import type { TraceEntry } from './trace.ts';

/** Something taken off a line. */
export interface LineDiscount {
  kind: 'promotion' | 'price_override' | 'line_discount' | 'sale_discount' | 'minimum_price';
  /** The promotion's, or the minimum price's; null for what was done by hand. */
  ruleId: string | null;
  ruleVersion: number | null;
  /** The rule's name or the reason given. */
  name: string;
  /** Negative where a price was raised: by hand, or to the least it may be. */
  amountCents: Cents;
  /** Paid back by a manufacturer: it is still in what added taxes are charged on. */
  reimbursed: boolean;
}

/** One tax on a line. */
export interface LineTaxAmount {
  ruleId: string;
  ruleVersion: number;
  name: string;
  amountCents: Cents;
  /** What it was charged on. */
  taxableCents: Cents;
  /** Contained in the price rather than added. */
  inclusive: boolean;
  /** A charge that is not given back with the goods. */
  fee: boolean;
}

/**
 * The figures of a line or a sale. `net = gross − discount − includedTax`, and `total = net + deposit + tax`; where deposits contain a
 * tax, that is in both of them, and the total less by it.
 */
export interface Figures {
  /** Base units. */
  units: BaseUnits;
  /** At the packs' prices. */
  grossCents: Cents;
  discountCents: Cents;
  /** Taxes that the goods' prices contain; they are out of net and, unless the customer is exempt, in tax. */
  includedTaxCents: Cents;
  /** What the store earns before its costs. */
  netCents: Cents;
  /** As they are laid out, with the taxes they contain. */
  depositCents: Cents;
  taxCents: Cents;
  totalCents: Cents;
}

export interface PricedLine extends Figures {
  productId: string;
  packId: string;
  /** Packs. */
  quantity: number;
  unitsPerPack: BaseUnits;
  unitPriceCents: Cents;
  discounts: LineDiscount[];
  deposits: LineDeposit[];
  taxes: LineTaxAmount[];
  /** What benefits pay of it. */
  ebtCents: Cents;
  trace: TraceEntry[];
}

export interface PricedBasket {
  lines: PricedLine[];
  /** Containers brought back, as negative lines. */
  empties: ReturnedEmpties[];
  totals: Figures & {
    /** Deposits paid out for empties, as a positive amount; `depositCents` is what was charged less this. */
    emptiesCents: Cents;
    /** Gift cards sold: part of the total, and of nothing else. */
    giftCardCents: Cents;
    /** Paid into house accounts: likewise. */
    accountPaymentCents: Cents;
  };
  /** What benefits may pay of it at the most; no more than that was taken into account. */
  ebtEligibleCents: Cents;
  /** The rule book it was priced with. */
  rulesVersion: number;
  /** Whether the promotions are proven to save the most; see `bestBundles`. */
  promotionsExact: boolean;
  /** By how much another choice of offers might cost less at the most: 0 where the promotions are proven. */
  promotionsMostMissedCents: Cents;
}
