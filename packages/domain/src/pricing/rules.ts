import type { Cents } from '../money/money.ts';
import type { TenderType } from '../tenders/tender-types.ts';
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
  /** Alcohol by volume in hundredths of a percent, included. A product of unknown strength is chosen by none. */
  minAbv?: number | null;
  /** In hundredths of a percent, included. */
  maxAbv?: number | null;
  /** What is sold in packs of so many base units: 1 for single bottles, 12 for a case of twelve. */
  packUnits?: readonly number[] | null;
  /** Of the pack as it is sold, included. */
  minPriceCents?: number | null;
  /** Of the pack as it is sold, included. */
  maxPriceCents?: number | null;
  /** All but these. */
  except?: Omit<Selector, 'except'> | null;
}

export interface TaxRule extends Rule {
  /** The products' tax codes it is charged on; null for all. A product without one has `general`. */
  taxCodes: readonly string[] | null;
  levy:
    | { kind: 'percentage'; rateMillionths: Millionths }
    | { kind: 'per_litre'; amountTenThousandths: CentTenThousandths }
    | { kind: 'per_unit'; amountTenThousandths: CentTenThousandths }
    | BracketLevy;
  /** What it is charged on, of the products with these tax codes; an empty one chooses them all. */
  selector: Selector;
  /** Taxes are worked out in this order, those included in the price before those on top, and of these fees first. */
  order: number;
  /** Charged on the taxes before it too. */
  compounding: boolean;
  /** Contained in the price instead of added to it. */
  inclusive: boolean;
  /** Charged on the container deposit too. */
  onDeposit: boolean;
  /** Not charged to exempt customers. */
  exemptible: boolean;
  /** Taxes that the law has rounded together, as one rate: those of the same group; null where it stands alone. */
  group: string | null;
  /** How it, and with it its group, is rounded; null as the store does. */
  rounding: TaxRounding | null;
  /** No tax but a charge by unit or volume that goes with the drink, and is not given back with it. */
  fee: boolean;
  /** Charged on fees too. */
  onFees: boolean;
}

/** A schedule: so much for each whole amount of a sale, and by steps for what is above it. */
export interface BracketLevy {
  kind: 'brackets';
  /** 100 for a schedule by dollars. */
  wholeCents: number;
  taxPerWholeCents: number;
  /** For what is above whole amounts. */
  steps: readonly BracketStep[];
  /** For sales below one whole amount; null where those have the same steps. */
  firstSteps: readonly BracketStep[] | null;
}

export interface BracketStep {
  fromCents: number;
  taxCents: number;
}

export interface DepositRule extends Rule {
  selector: Selector;
  /** For each container (base unit), or pack. */
  amountCents: Cents;
  /** Whether it is for each container, or for what a whole pack comes in: a crate. */
  per: 'unit' | 'pack';
  /** Of several rules of one group that choose a product, the one of the lowest order counts; those of other groups come on top. */
  group: string | null;
  order: number;
}

/** From so many units on: a part of the price, or an amount, off each of them. One of the two is null. */
export interface Tier {
  from: number;
  rateMillionths: Millionths | null;
  amountCents: Cents | null;
}

/** What units of at least this volume count for, in steps of a tenth: 0.5 for half a bottle. The largest volume reached decides. */
export interface UnitWeight {
  minVolumeMl: number;
  weight: number;
}

/** Some of the things that make a kit. */
export interface KitGroup {
  selector: Selector;
  count: number;
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
    }
  /** Some of each group together, for a price. */
  | { kind: 'kit'; groups: readonly KitGroup[]; priceCents: Cents }
  /** For each time so much is spent on what it chooses, an amount off that. */
  | (Spending & { kind: 'spend_get'; amountCents: Cents })
  /** Once so much is spent, a part off that. */
  | (Spending & { kind: 'spend_percent'; rateMillionths: Millionths });

export interface Spending {
  thresholdCents: Cents;
  /** Whether what is spent is counted at list prices, or at what is left after the other offers. */
  measured: 'before_offers' | 'after_offers';
}

/**
 * An offer on base units; bottles of a pack count each, at their part of the pack's price. One that is aimed at packs counts packs
 * instead, and takes them whole.
 */
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
  /** Of a stackable offer on each unit: taken off what the stackable offers before it leave, not off the list price. */
  chained: boolean;
  /** In which chained offers are taken, and offers on what is spent. */
  order: number;
  /** Counts and prices packs as they are sold, never their single bottles. */
  perPack: boolean;
  /** What is bought, got or counted together must be of one product. */
  identical: boolean;
  /** The most it takes off a sale; null for no bound. */
  maxDiscountCents: Cents | null;
  /** Only with this code of the store's; null for everybody. */
  couponCode: string | null;
  /** Only where all of it is paid with these; null however it is paid. */
  paidWith: readonly TenderType[] | null;
  /** Paid back by the manufacturer: the customer pays less, and what is taxed stays what it was. */
  reimbursed: boolean;
  /** In how many sales it is given at the most; null for any number. */
  maxUses: number | null;
  /** In how many sales of one customer, whom the store knows then. */
  maxUsesPerCustomer: number | null;
  /** What it takes off all sales together at the most. */
  budgetCents: Cents | null;
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

/** What a base unit costs at the least, whatever is offered or given by hand. */
export interface MinimumPrice extends Rule {
  selector: Selector;
  minimum:
    | { kind: 'per_unit'; amountCents: Cents }
    | { kind: 'per_litre'; amountCents: Cents }
    | { kind: 'per_litre_of_alcohol'; amountCents: Cents }
    /** What it cost and a part of that. Tills do not know what things cost: a sale below it is refused, not priced up. */
    | { kind: 'cost'; rateMillionths: Millionths };
}

/** Of what is scarce, how much a customer may have. */
export interface Allocation extends Rule {
  selector: Selector;
  /** Base units. */
  units: number;
  /** In a sale; or, of a customer the store knows, on a business day, or ever since the rule was made. */
  per: 'sale' | 'customer_day' | 'customer';
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
  minimums: readonly MinimumPrice[];
  allocations: readonly Allocation[];
}

export const EMPTY_RULE_BOOK: RuleBook = {
  version: 0,
  taxRounding: 'line',
  taxes: [],
  deposits: [],
  promotions: [],
  ages: [],
  hours: [],
  minimums: [],
  allocations: [],
};
