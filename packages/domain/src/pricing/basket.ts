import type { BaseUnits, Cents } from '../money/money.ts';
import type { TenderType } from '../tenders/tender-types.ts';
import type { LocalMoment } from '../time/local-time.ts';
import type { Millionths } from './rules.ts';

/** What rules look at in a product. */
export interface RatedProduct {
  productId: string;
  category: string | null;
  brand: string | null;
  vendor: string | null;
  tags: readonly string[];
  taxCode: string | null;
  containerClass: string | null;
  /** Of one base unit. */
  volumeMl: number | null;
  /** Alcohol by volume in hundredths of a percent. */
  abv: number | null;
  ageRestricted: boolean;
  /** Food that benefits may pay for; alcohol and tobacco never are (7 CFR 271.2, “eligible foods”). */
  ebtEligible: boolean;
  /** Of one base unit; counts where no deposit rule chooses the product. */
  depositCents: Cents;
}

/** Given by hand, after all promotions. */
export type ManualDiscount =
  | { kind: 'amount'; amountCents: Cents; reason: string }
  | { kind: 'percent'; rateMillionths: Millionths; reason: string };

/** A pack price set by hand. The line's units count toward promotions and receive none. */
export interface PriceOverride {
  unitPriceCents: Cents;
  reason: string;
}

/** One line as the till or an integrator asks for it, with what the catalogue says of its product and pack. */
export interface BasketLine extends RatedProduct {
  packId: string;
  /** How many packs; at least 1. */
  quantity: number;
  /** Base units in one pack. */
  unitsPerPack: BaseUnits;
  /** The pack's price. */
  unitPriceCents: Cents;
  override?: PriceOverride | undefined;
  discount?: ManualDiscount | undefined;
}

/** Empty containers brought back. */
export interface Empties {
  /** The deposit rule they were bought under. */
  depositId: string;
  count: number;
}

export interface Customer {
  /** By which the store knows who buys: a club card's number, a phone number. */
  reference?: string | undefined;
  groups: readonly string[];
  taxExempt: boolean;
}

/** What is left of an offer that is limited, for this customer. */
export interface OfferLeft {
  promotionId: string;
  /** In how many more sales; null for any number. */
  uses: number | null;
  /** Null for no bound. */
  cents: Cents | null;
}

export interface Basket {
  lines: readonly BasketLine[];
  empties?: readonly Empties[];
  /** Gift cards sold with it: no goods, so neither taxed nor discounted. */
  giftCards?: readonly { amountCents: Cents }[];
  /** Paid into house accounts with it: no goods either. */
  accountPayments?: readonly { amountCents: Cents }[];
  /** Off the whole sale, shared out over its lines. */
  discount?: ManualDiscount | undefined;
  customer?: Customer;
  /** Codes of the store's coupons. */
  coupons?: readonly string[];
  /** What it is paid with; nobody knows yet where it is left out or empty. */
  paidWith?: readonly TenderType[];
  /** What is left of offers that are limited; one that is not named here is not used up. */
  offersLeft?: readonly OfferLeft[];
  /** What benefits pay of it, of its eligible lines alone: what they pay for is not taxed. */
  ebtCents?: Cents;
  storeId: string;
  at: LocalMoment;
}

export const ANYONE: Customer = { groups: [], taxExempt: false };
