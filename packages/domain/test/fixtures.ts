import { baseUnits, cents } from '../src/money/money.ts';
import type { Basket, BasketLine } from '../src/pricing/basket.ts';
import {
  type DepositRule,
  EMPTY_RULE_BOOK,
  type Offer,
  type Promotion,
  type RuleBook,
  type TaxRule,
} from '../src/pricing/rules.ts';

/** A bottle of red wine, 750 ml, $10.00, unless said otherwise. */
export function line(
  changes: Partial<Record<'unitPriceCents' | 'unitsPerPack', number>> &
    Omit<Partial<BasketLine>, 'unitPriceCents' | 'unitsPerPack'> = {},
): BasketLine {
  const { unitPriceCents = 1000, unitsPerPack = 1, ...others } = changes;
  return {
    productId: 'red',
    packId: unitsPerPack === 1 ? 'bottle' : `pack${unitsPerPack}`,
    quantity: 1,
    category: 'wine',
    brand: null,
    vendor: null,
    tags: [],
    taxCode: null,
    containerClass: 'glass',
    volumeMl: 750,
    abv: null,
    ageRestricted: true,
    ebtEligible: false,
    depositCents: cents(0),
    ...others,
    unitPriceCents: cents(unitPriceCents),
    unitsPerPack: baseUnits(unitsPerPack),
  };
}

/** On Monday, 23 November 2026, at noon. */
export function basket(lines: BasketLine[], changes: Partial<Basket> = {}): Basket {
  return { lines, storeId: 'store', at: { date: '2026-11-23', minute: 720 }, ...changes };
}

export function book(changes: Partial<RuleBook>): RuleBook {
  return { ...EMPTY_RULE_BOOK, version: 1, ...changes };
}

const always = { version: 1, storeIds: null, effectiveFrom: null, effectiveTo: null };

/** What most promotions leave as it is. */
export const DEAL_DEFAULTS = {
  chained: false,
  order: 10,
  perPack: false,
  identical: false,
  maxDiscountCents: null,
  couponCode: null,
  reimbursed: false,
  paidWith: null,
  maxUses: null,
  maxUsesPerCustomer: null,
  budgetCents: null,
} as const;

export function promotion(offer: Offer, changes: Partial<Promotion> = {}): Promotion {
  return {
    ...always,
    id: 'm1',
    name: 'Promotion',
    offer,
    selector: {},
    countsOnly: null,
    weekdays: null,
    hours: null,
    customerGroups: null,
    limitPerSale: null,
    stackable: false,
    ...DEAL_DEFAULTS,
    ...changes,
  };
}

export function percentage(rateMillionths: number, changes: Partial<TaxRule> = {}): TaxRule {
  return {
    ...always,
    id: 't1',
    name: 'Tax',
    taxCodes: null,
    selector: {},
    levy: { kind: 'percentage', rateMillionths },
    order: 1,
    compounding: false,
    inclusive: false,
    onDeposit: false,
    exemptible: true,
    group: null,
    rounding: null,
    fee: false,
    onFees: false,
    ...changes,
  };
}

export const rule = always;

export function deposit(amount: number, changes: Partial<DepositRule> = {}): DepositRule {
  return {
    ...always,
    id: 'd',
    name: 'Deposit',
    selector: {},
    amountCents: cents(amount),
    per: 'unit',
    group: null,
    order: 1,
    ...changes,
  };
}
