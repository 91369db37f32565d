import type { Cents } from '../money/money.ts';
import type { LocalDate } from '../time/local-time.ts';

/** Millionths: 88750 is 8.875 %. */
export type Millionths = number;
export const ONE_IN_MILLIONTHS = 1_000_000;

/** Ten-thousandths of a cent: 3770800 is $3.7708. */
export type CentTenThousandths = number;
export const CENT_IN_TEN_THOUSANDTHS = 10_000;

/** What every rule has. Changing one makes its next version; a sale names the versions it was priced with. */
export interface Rule {
  id: string;
  version: number;
  /** As the receipt shows it. */
  name: string;
  /** The stores it holds in; null for all. */
  storeIds: readonly string[] | null;
  /** First day, in the store's zone; null for always. */
  effectiveFrom: LocalDate | null;
  /** Last day, included; null for ever. */
  effectiveTo: LocalDate | null;
}

/** Chooses products: all criteria that are given must hold, each by any of its values. None given chooses everything. */
export interface Selector {
  productIds?: readonly string[] | null;
  categories?: readonly string[] | null;
  brands?: readonly string[] | null;
  vendors?: readonly string[] | null;
  tags?: readonly string[] | null;
  taxCodes?: readonly string[] | null;
  containerClasses?: readonly string[] | null;
  /** Of one base unit, included. A product of unknown volume is chosen by no volume. */
  minVolumeMl?: number | null;
  /** Of one base unit, included. */
  maxVolumeMl?: number | null;
}

export interface TaxRule extends Rule {
  /** The products' tax codes it is charged on; null for all. A product without one has `general`. */
  taxCodes: readonly string[] | null;
  levy:
    | { kind: 'percentage'; rateMillionths: Millionths }
    | { kind: 'per_litre'; amountTenThousandths: CentTenThousandths }
    | { kind: 'per_unit'; amountTenThousandths: CentTenThousandths };
  /** Taxes are worked out in this order, those included in the price before those on top. */
  order: number;
  /** Charged on the taxes before it too. */
  compounding: boolean;
  /** Contained in the price instead of added to it. */
  inclusive: boolean;
  /** Charged on the container deposit too. */
  onDeposit: boolean;
  /** Not charged to exempt customers. */
  exemptible: boolean;
}

export interface DepositRule extends Rule {
  selector: Selector;
  /** For each container (base unit). */
  amountCents: Cents;
  /** Of several rules that choose a product, the one of the lowest order counts. */
  order: number;
}

export interface Tier {
  /** From this many units on. */
  from: number;
  rateMillionths: Millionths;
}

/** Units of at least this volume count as several. */
export interface UnitWeight {
  minVolumeMl: number;
  weight: number;
}

export type Offer =
  | { kind: 'amount_off'; amountCents: Cents }
  | { kind: 'percent_off'; rateMillionths: Millionths }
  | { kind: 'fixed_price'; priceCents: Cents }
  | { kind: 'tiers'; tiers: readonly Tier[]; weights: readonly UnitWeight[] }
  | { kind: 'n_for_price'; count: number; priceCents: Cents }
  | {
      kind: 'buy_get';
      buy: number;
      get: number;
      /** Off each unit got; 1000000 makes it free. */
      rateMillionths: Millionths;
      /** What is got; null for the bought things themselves, of equal or lesser price. */
      getSelector: Selector | null;
    };

/** An offer on base units; bottles of a pack count each, at their part of the pack's price. */
export interface Promotion extends Rule {
  offer: Offer;
  selector: Selector;
  /** Chosen units that count toward the offer and receive nothing. */
  countsOnly: Selector | null;
  /** 0 is Sunday; null for every day. */
  weekdays: readonly number[] | null;
  /** Minutes of the day from (included) and to (excluded); null for all day. To before from goes past midnight. */
  hours: { fromMinute: number; toMinute: number } | null;
  /** Null for every customer. */
  customerGroups: readonly string[] | null;
  /** Units (for offers on each unit) or bundles a sale may get at most; null for no limit. */
  limitPerSale: number | null;
  /** Combines with the other stackable offers on a unit; else it is alone there. */
  stackable: boolean;
}

export interface AgeRule extends Rule {
  selector: Selector;
  /** Also for products that are not marked as age-restricted. */
  includeUnrestricted: boolean;
  minimumAge: number;
  /** Whether a customer who plainly looks old enough need show nothing. */
  visualAllowed: boolean;
  /** How old who sells it must be; null where the law asks for nothing. */
  sellerMinimumAge: number | null;
}

export interface SaleWindow {
  /** Minutes since midnight, included. */
  fromMinute: number;
  /** Excluded; above 1440 is on the next day: 1560 is two in the morning. */
  toMinute: number;
}

/** When some products may be sold. */
export interface HoursRule extends Rule {
  selector: Selector;
  /** By weekday, Sunday first: seven. One without windows is a day without sale. */
  week: readonly { windows: readonly SaleWindow[] }[];
  /** Dates that have windows of their own instead of their weekday's. */
  exceptions: readonly { date: LocalDate; windows: readonly SaleWindow[] }[];
  /** Whether the law leaves it to the store: then it may be sold at other times too, when a manager allows it. */
  byApproval: boolean;
}

/** How a tax's cents are rounded: on each line, or once for the sale and then shared out over its lines. */
export type TaxRounding = 'line' | 'sale';

/** Everything a store prices with. */
export interface RuleBook {
  /** Grows with every change of any rule. */
  version: number;
  taxRounding: TaxRounding;
  taxes: readonly TaxRule[];
  deposits: readonly DepositRule[];
  promotions: readonly Promotion[];
  ages: readonly AgeRule[];
  hours: readonly HoursRule[];
}

export const EMPTY_RULE_BOOK: RuleBook = {
  version: 0,
  taxRounding: 'line',
  taxes: [],
  deposits: [],
  promotions: [],
  ages: [],
  hours: [],
};
