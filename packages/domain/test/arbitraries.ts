import {
  type Arbitrary,
  array,
  boolean,
  constant,
  constantFrom,
  integer,
  oneof,
  record,
  subarray,
  tuple,
} from 'fast-check';
import { baseUnits, cents } from '../src/money/money.ts';
import type { Basket, BasketLine, ManualDiscount } from '../src/pricing/basket.ts';
import { promotionFaults, taxFaults } from '../src/pricing/rule-faults.ts';
import type {
  DepositRule,
  MinimumPrice,
  Offer,
  Promotion,
  Rule,
  RuleBook,
  Selector,
  TaxRule,
} from '../src/pricing/rules.ts';

const STORES = ['s1', 's2'];
const CATEGORIES = ['wine', 'beer', 'spirits'];
const BRANDS = ['oak', 'elm'];
const TAGS = ['sale', 'organic'];
const TAX_CODES = ['general', 'spirits', 'wine'];
const CONTAINERS = ['glass', 'can'];
const GROUPS = ['club', 'staff'];
const DATE = '2026-11-23';

/** There once in so many times, else null (fast-check's own `option` has nothing once in so many). */
const maybe = <T>(of: Arbitrary<T>, onceIn = 3): Arbitrary<T | null> =>
  oneof({ weight: onceIn - 1, arbitrary: constant(null) }, { weight: 1, arbitrary: of });
const omitted = <T>(of: Arbitrary<T>, onceIn: number): Arbitrary<T | undefined> =>
  maybe(of, onceIn).map((value) => value ?? undefined);
const some = (values: string[]) => subarray(values, { minLength: 1 });
const rate = oneof(
  constantFrom(50_000, 100_000, 150_000, 200_000, 333_333, 500_000, 1_000_000),
  integer({ min: 1, max: 1_000_000 }),
);
const smallCents = oneof(integer({ min: 0, max: 60 }), integer({ min: 0, max: 3000 })).map(cents);

/** What one product is, always the same for its id, as in a catalogue. */
function productOf(number: number) {
  return {
    productId: `p${number}`,
    category: CATEGORIES[number % 3] ?? null,
    brand: number % 2 === 0 ? 'oak' : number === 3 ? null : 'elm',
    vendor: number < 3 ? 'north' : 'south',
    tags: number % 4 === 0 ? ['sale'] : number % 4 === 1 ? ['sale', 'organic'] : [],
    taxCode: number === 5 ? null : (TAX_CODES[number % 3] ?? null),
    containerClass: number % 2 === 0 ? 'glass' : number === 1 ? null : 'can',
    volumeMl: [750, 1500, 375, null, 1750, 330][number] ?? null,
    abv: [1300, null, 500, 4000, 4000, 0][number] ?? null,
    ageRestricted: number !== 5,
    ebtEligible: number >= 4,
    depositCents: cents(number === 1 ? 7 : 0),
  };
}

const PACKS = [1, 1, 1, 2, 6];

const discount: Arbitrary<ManualDiscount> = oneof(
  record({ kind: constant('amount' as const), amountCents: smallCents, reason: constant('damaged') }),
  record({ kind: constant('percent' as const), rateMillionths: rate, reason: constant('regular') }),
);

export const lines = (prices: readonly number[]): Arbitrary<BasketLine[]> =>
  array(
    record({
      number: integer({ min: 0, max: 5 }),
      pack: integer({ min: 0, max: 4 }),
      quantity: integer({ min: 1, max: 3 }),
      override: omitted(record({ unitPriceCents: smallCents, reason: constant('match') }), 14),
      discount: omitted(discount, 10),
    }).map(({ number, pack, quantity, override, discount }) => ({
      ...productOf(number),
      packId: `k${pack}`,
      quantity,
      unitsPerPack: baseUnits(PACKS[pack] ?? 1),
      unitPriceCents: cents(Math.max(0, (prices[number] ?? 100) * (PACKS[pack] ?? 1) - (pack === 4 ? 1 : 0))),
      ...(override && { override }),
      ...(discount && { discount }),
    })),
    { minLength: 1, maxLength: 4 },
  );

const plainSelector: Arbitrary<Selector> = record({
  productIds: maybe(some(['p0', 'p1', 'p2', 'p3', 'p4']), 4),
  categories: maybe(some(CATEGORIES), 3),
  brands: maybe(some(BRANDS), 6),
  vendors: maybe(some(['north', 'south']), 8),
  tags: maybe(some(TAGS), 8),
  containerClasses: maybe(some(CONTAINERS), 8),
  minVolumeMl: maybe(constantFrom(375, 750, 1500), 10),
  maxVolumeMl: maybe(constantFrom(750, 1500), 10),
  minAbv: maybe(constantFrom(500, 1400), 14),
  maxAbv: maybe(constantFrom(499, 1300), 14),
  packUnits: maybe(subarray([1, 2, 6], { minLength: 1 }), 8),
  minPriceCents: maybe(integer({ min: 1, max: 2000 }), 14),
  maxPriceCents: maybe(integer({ min: 100, max: 3000 }), 14),
});
const selector: Arbitrary<Selector> = tuple(plainSelector, maybe(plainSelector, 8)).map(([of, except]) => ({
  ...of,
  except,
}));

const common = (id: string): Arbitrary<Rule> =>
  record({
    id: constant(id),
    version: integer({ min: 1, max: 9 }),
    name: constant(id),
    storeIds: maybe(some(STORES), 8),
    effectiveFrom: maybe(constantFrom('2026-11-23', '2026-11-24', '2020-01-01'), 6),
    effectiveTo: maybe(constantFrom('2026-11-22', '2026-11-23', '2030-01-01'), 6),
  });

const offer: Arbitrary<Offer> = oneof(
  record({ kind: constant('amount_off' as const), amountCents: smallCents }),
  record({ kind: constant('percent_off' as const), rateMillionths: rate }),
  record({ kind: constant('fixed_price' as const), priceCents: smallCents }),
  record({
    kind: constant('tiers' as const),
    tiers: constantFrom(
      [
        { from: 2, rateMillionths: 50_000, amountCents: null },
        { from: 6, rateMillionths: 100_000, amountCents: null },
        { from: 12, rateMillionths: 150_000, amountCents: null },
      ],
      [{ from: 3, rateMillionths: 123_456, amountCents: null }],
      [
        { from: 2, rateMillionths: null, amountCents: cents(33) },
        { from: 4, rateMillionths: null, amountCents: cents(500) },
      ],
      [
        { from: 2, rateMillionths: 200_000, amountCents: null },
        { from: 5, rateMillionths: null, amountCents: cents(150) },
      ],
    ),
    weights: constantFrom(
      [],
      [{ minVolumeMl: 1500, weight: 2 }],
      [
        { minVolumeMl: 100, weight: 0.5 },
        { minVolumeMl: 700, weight: 1 },
        { minVolumeMl: 1750, weight: 2.5 },
      ],
    ),
  }),
  record({ kind: constant('n_for_price' as const), count: integer({ min: 2, max: 4 }), priceCents: smallCents }),
  record({
    kind: constant('buy_get' as const),
    buy: integer({ min: 1, max: 3 }),
    get: integer({ min: 1, max: 2 }),
    rateMillionths: rate,
    getSelector: maybe(selector, 2),
  }),
  record({
    kind: constant('kit' as const),
    groups: array(record({ selector, count: integer({ min: 1, max: 2 }) }), { minLength: 2, maxLength: 3 }),
    priceCents: smallCents,
  }),
  record({
    kind: constant('spend_get' as const),
    thresholdCents: integer({ min: 300, max: 6000 }).map(cents),
    measured: constantFrom('before_offers' as const, 'after_offers' as const),
    amountCents: smallCents,
  }),
  record({
    kind: constant('spend_percent' as const),
    thresholdCents: integer({ min: 300, max: 6000 }).map(cents),
    measured: constantFrom('before_offers' as const, 'after_offers' as const),
    rateMillionths: rate,
  }),
);

const promotion = (id: string): Arbitrary<Promotion> =>
  tuple(
    common(id),
    record({
      offer,
      selector,
      countsOnly: maybe(selector, 6),
      weekdays: maybe(subarray([0, 1, 2, 3, 4, 5, 6], { minLength: 1 }), 8),
      hours: maybe(constantFrom({ fromMinute: 600, toMinute: 720 }, { fromMinute: 1320, toMinute: 120 }), 8),
      customerGroups: maybe(some(GROUPS), 8),
      limitPerSale: maybe(integer({ min: 1, max: 3 }), 4),
      stackable: boolean(),
      chained: maybe(constant(true), 4).map(Boolean),
      order: integer({ min: 1, max: 3 }),
      perPack: maybe(constant(true), 6).map(Boolean),
      identical: maybe(constant(true), 6).map(Boolean),
      maxDiscountCents: constant(null),
      couponCode: maybe(constantFrom('ten', 'spring'), 10),
      reimbursed: maybe(constant(true), 8).map(Boolean),
      paidWith: maybe(constantFrom(['cash' as const], ['cash' as const, 'check' as const]), 10),
      maxUses: maybe(constant(50), 6),
      maxUsesPerCustomer: maybe(constant(1), 10),
      budgetCents: constant(null),
    }),
  )
    .map(([rule, more]) => ({ ...rule, ...more }))
    .filter((promotion) => promotionFaults(promotion).length === 0);

/** Maryland's 6 % (Tax-General § 11-104). */
const MARYLAND = {
  kind: 'brackets' as const,
  wholeCents: 100,
  taxPerWholeCents: 6,
  steps: [1, 17, 34, 51, 67, 84].map((fromCents, index) => ({ fromCents, taxCents: index + 1 })),
  firstSteps: [20, 21, 34, 51, 67, 84].map((fromCents, index) => ({ fromCents, taxCents: index + 1 })),
};

const tax = (id: string): Arbitrary<TaxRule> =>
  tuple(
    common(id),
    record({
      taxCodes: maybe(some(TAX_CODES), 2),
      selector: maybe(selector, 4).map((of) => of ?? {}),
      levy: oneof(
        record({
          kind: constant('percentage' as const),
          rateMillionths: oneof(rate, constantFrom(60_000, 88_750, 205_000)),
        }),
        record({ kind: constant('per_litre' as const), amountTenThousandths: integer({ min: 0, max: 4_000_000 }) }),
        record({ kind: constant('per_unit' as const), amountTenThousandths: integer({ min: 0, max: 200_000 }) }),
        constant(MARYLAND),
      ),
      order: integer({ min: 1, max: 3 }),
      compounding: boolean(),
      inclusive: oneof({ weight: 3, arbitrary: constant(false) }, { weight: 1, arbitrary: constant(true) }),
      onDeposit: boolean(),
      exemptible: boolean(),
      group: maybe(constantFrom('state', 'city'), 2),
      rounding: maybe(constantFrom('line' as const, 'sale' as const), 4),
      fee: maybe(constant(true), 5).map(Boolean),
      onFees: boolean(),
    }),
  )
    .map(([rule, more]) => ({ ...rule, ...more }))
    .filter((rule) => taxFaults(rule).length === 0);

const deposit = (id: string): Arbitrary<DepositRule> =>
  tuple(
    common(id),
    record({
      selector,
      amountCents: constantFrom(0, 5, 10, 25).map(cents),
      order: integer({ min: 1, max: 2 }),
      per: constantFrom('unit' as const, 'unit' as const, 'pack' as const),
      group: maybe(constant('crate'), 3),
    }),
  ).map(([rule, more]) => ({ ...rule, ...more }));

const minimum = (id: string): Arbitrary<MinimumPrice> =>
  tuple(
    common(id),
    record({
      selector,
      minimum: record({
        kind: constantFrom('per_unit' as const, 'per_litre' as const, 'per_litre_of_alcohol' as const),
        amountCents: integer({ min: 0, max: 4000 }).map(cents),
      }),
    }),
  ).map(([rule, more]) => ({ ...rule, ...more }));

const upTo = <T>(most: number, make: (id: string) => Arbitrary<T>, prefix: string): Arbitrary<T[]> =>
  integer({ min: 0, max: most }).chain((count) =>
    tuple(...Array.from({ length: count }, (_, index) => make(`${prefix}${index}`))),
  );

export const ruleBook: Arbitrary<RuleBook> = record({
  version: integer({ min: 1, max: 99 }),
  taxRounding: constantFrom('line' as const, 'sale' as const),
  taxes: upTo(3, tax, 't'),
  // Kept in effect, so that empties can name it.
  deposits: tuple(
    upTo(2, deposit, 'd'),
    record({ selector }).map(
      ({ selector }): DepositRule => ({
        id: 'always',
        version: 1,
        name: 'always',
        storeIds: null,
        effectiveFrom: null,
        effectiveTo: null,
        selector,
        amountCents: cents(5),
        order: 3,
        per: 'unit',
        group: null,
      }),
    ),
  ).map(([some, always]) => [...some, always]),
  promotions: upTo(4, promotion, 'm'),
  ages: constant([]),
  hours: constant([]),
  minimums: maybe(upTo(2, minimum, 'n'), 3).map((some) => some ?? []),
  allocations: constant([]),
});

export const basket: Arbitrary<Basket> = array(oneof(integer({ min: 0, max: 40 }), integer({ min: 100, max: 3000 })), {
  minLength: 6,
  maxLength: 6,
}).chain((prices) =>
  record({
    lines: lines(prices),
    empties: maybe(integer({ min: 1, max: 9 }), 6).map((count) => (count ? [{ depositId: 'always', count }] : [])),
    discount: omitted(discount, 6),
    coupons: subarray(['ten', 'spring']),
    customer: record({ reference: constantFrom(undefined, '555'), groups: subarray(GROUPS), taxExempt: boolean() }),
    paidWith: subarray(['cash' as const, 'card' as const]),
    offersLeft: subarray(['m0', 'm1', 'm2', 'm3']).chain((ids) =>
      tuple(
        ...ids.map((promotionId) =>
          record({ promotionId: constant(promotionId), uses: constantFrom(0, 3, null), cents: constant(null) }),
        ),
      ),
    ),
    storeId: constantFrom(...STORES),
    at: record({ date: constantFrom(DATE, '2026-11-22'), minute: integer({ min: 0, max: 1439 }) }),
  }),
);
