// `npm run bench pricing`: how long baskets take, and the second implementation on a million of them.
const { spawnSync } = require('node:child_process');
const { join } = require('node:path');
const { priceBasket } = require('../dist/cjs/pricing/price-basket.js');

const ROUNDS = 200;
const CATEGORIES = ['wine', 'beer', 'spirits', 'mixers'];

const rule = (id) => ({ id, version: 1, name: id, storeIds: null, effectiveFrom: null, effectiveTo: null });
const promotion = (index, offer, changes = {}) => ({
  ...rule(`m${String(index).padStart(2, '0')}`),
  offer,
  selector: { categories: [CATEGORIES[index % 4]] },
  countsOnly: null,
  weekdays: null,
  hours: null,
  customerGroups: null,
  limitPerSale: null,
  stackable: false,
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
  ...changes,
});
const line = (index, quantity) => ({
  productId: `p${index}`,
  packId: index % 10 === 0 ? 'six' : 'bottle',
  unitsPerPack: index % 10 === 0 ? 6 : 1,
  quantity,
  unitPriceCents: 499 + ((index * 137) % 4000),
  category: CATEGORIES[index % 4],
  brand: `brand ${index % 7}`,
  vendor: null,
  tags: index % 3 === 0 ? ['mix'] : [],
  taxCode: index % 4 === 2 ? 'spirits' : 'general',
  containerClass: 'glass',
  volumeMl: index % 5 === 0 ? 1500 : 750,
  abv: null,
  ageRestricted: true,
  depositCents: 0,
});

/** Every kind of offer, most of them wanting the same bottles. */
const promotions = (count) =>
  Array.from({ length: count }, (_, index) => {
    const offers = [
      promotion(index, { kind: 'n_for_price', count: 2 + (index % 5), priceCents: 1500 + 100 * index }),
      promotion(
        index,
        { kind: 'percent_off', rateMillionths: 10_000 * (1 + (index % 9)) },
        { stackable: index % 2 === 0 },
      ),
      promotion(
        index,
        { kind: 'buy_get', buy: 2, get: 1, rateMillionths: 500_000, getSelector: null },
        { selector: { tags: ['mix'] } },
      ),
      promotion(index, {
        kind: 'tiers',
        tiers: [
          { from: 2, rateMillionths: 50_000 },
          { from: 6, rateMillionths: 100_000 },
          { from: 12, rateMillionths: 150_000 },
        ],
        weights: [{ minVolumeMl: 1500, weight: 2 }],
      }),
      promotion(index, { kind: 'amount_off', amountCents: 50 + index }, { limitPerSale: 3 }),
    ];
    return offers[index % 5];
  });
const tax = (id, levy, taxCodes, order) => ({
  ...rule(id),
  levy,
  taxCodes,
  order,
  compounding: false,
  inclusive: false,
  onDeposit: true,
  exemptible: true,
  selector: {},
  group: null,
  rounding: null,
  fee: false,
  onFees: false,
});
const book = (count) => ({
  version: 1,
  taxRounding: 'line',
  taxes: [
    tax('state', { kind: 'percentage', rateMillionths: 65_000 }, ['general'], 1),
    tax('spirits', { kind: 'percentage', rateMillionths: 205_000 }, ['spirits'], 1),
    tax('litre', { kind: 'per_litre', amountTenThousandths: 3_770_800 }, ['spirits'], 2),
  ],
  deposits: [
    { ...rule('d'), selector: { containerClasses: ['glass'] }, amountCents: 5, per: 'unit', group: null, order: 1 },
  ],
  promotions: promotions(count),
  ages: [],
  hours: [],
  minimums: [],
  allocations: [],
});
const basket = (lines) => ({
  lines: Array.from({ length: lines }, (_, index) => line(index, 1 + (index % 4))),
  storeId: 'store',
  at: { date: '2026-11-23', minute: 720 },
});

/** Forty different bottles at twelve prices, twenty promotions, four of them bundles over the same bottles. */
const fortyBottles = {
  ...basket(0),
  lines: Array.from({ length: 40 }, (_, index) => ({
    ...line(index, 1),
    packId: 'bottle',
    unitsPerPack: 1,
    unitPriceCents: 799 + 250 * (index % 12),
    category: 'wine',
  })),
};
const bundles = (offers) =>
  offers.map((offer, index) => promotion(index, offer, { selector: { categories: ['wine'] } }));
const twentyPromotions = {
  ...book(0),
  promotions: [
    ...bundles([
      { kind: 'n_for_price', count: 2, priceCents: 2500 },
      { kind: 'n_for_price', count: 3, priceCents: 3700 },
      { kind: 'buy_get', buy: 2, get: 1, rateMillionths: 1_000_000, getSelector: null },
      { kind: 'buy_get', buy: 1, get: 1, rateMillionths: 500_000, getSelector: null },
    ]),
    ...Array.from({ length: 16 }, (_, index) =>
      promotion(
        4 + index,
        { kind: 'percent_off', rateMillionths: 10_000 * (1 + (index % 9)) },
        { selector: { brands: [`brand ${index % 7}`] }, stackable: index % 2 === 0 },
      ),
    ),
  ],
};
/** Five hundred promotions that name two thousand products each. */
const manyProducts = {
  ...book(0),
  promotions: Array.from({ length: 500 }, (_, index) =>
    promotion(
      index,
      { kind: 'percent_off', rateMillionths: 10_000 * (1 + (index % 9)) },
      { selector: { productIds: Array.from({ length: 2000 }, (_, product) => `p${index * 13 + product}`) } },
    ),
  ),
};

function measure(lines, promotionsCount) {
  report(`${lines} lines, ${promotionsCount} promotions`, basket(lines), book(promotionsCount));
}

let pricesRaised = 0;

/** A basket that was never priced before, for what was is remembered: its first line costs a cent more each time. */
function withNewPrice(given) {
  const [first, ...others] = given.lines;
  pricesRaised = (pricesRaised + 1) % 900;
  return { ...given, lines: [{ ...first, unitPriceCents: first.unitPriceCents + pricesRaised }, ...others] };
}

/** @param next what is priced in a round, after what was given */
function report(name, given, rules, next = withNewPrice) {
  const begun = Date.now();
  for (let warm = 0; warm < 30 && Date.now() - begun < 3000; warm++) priceBasket(next(given), rules);
  const rounds = Math.min(ROUNDS, 30 + Math.ceil((30 * 300) / (Date.now() - begun + 1)));
  const times = Array.from({ length: rounds }, () => {
    const asked = next(given);
    const start = process.hrtime.bigint();
    priceBasket(asked, rules);
    return Number(process.hrtime.bigint() - start) / 1e6;
  }).sort((a, b) => a - b);
  const at = (part) => times[Math.floor(part * (rounds - 1))].toFixed(2);
  const perSecond = Math.round((rounds * 1000) / times.reduce((sum, time) => sum + time, 0));
  const { promotionsMostMissedCents: missed, totals } = priceBasket(given, rules);
  const search = missed === 0 ? 'exact' : `at most ${missed} of ${totals.totalCents} cents above the least`;
  console.log(`${name}: median ${at(0.5)} ms, p95 ${at(0.95)} ms, ${perSecond} baskets/s (${search})`);
}

for (const [lines, count] of [
  [1, 0],
  [5, 5],
  [20, 10],
  [100, 0],
  [100, 50],
  [500, 50],
  [500, 500],
])
  measure(lines, count);
report('40 bottles at 12 prices, 20 promotions, 4 of them bundles over the same', fortyBottles, twentyPromotions);
let scans = 0;
const withAnotherBeer = ({ lines, ...given }) => ({ ...given, lines: [...lines, line(1 + 4 * (++scans % 500), 1)] });
report('the same with a beer scanned after them', fortyBottles, twentyPromotions, withAnotherBeer);
report('40 lines, 500 promotions of 2,000 products each', basket(40), manyProducts);

/** Kits, a bundle and a gift over the same bottles, some of which may stand in any part: as hard as twelve lines can be, so many times. */
function hardGroups(count) {
  const kinds = [[0, 2], [0], [1, 2], [0, 1, 2], [1], [1, 2], [1], [0, 1, 2], [0, 1], [1, 2], [2], [0, 1, 2]];
  const groups = Array.from({ length: count }, (_, group) => {
    const tagged = (kind) => ({ tags: [`${group}-${kind}`] });
    const kit = (priceCents, ...parts) => ({
      kind: 'kit',
      priceCents,
      groups: parts.map(([needed, kind]) => ({ count: needed, selector: tagged(kind) })),
    });
    const lines = kinds.map((own, index) => ({
      ...line(index, 1 + ((index * 5) % 8)),
      ...{ productId: `${group}-${index}`, tags: own.map((kind) => `${group}-${kind}`) },
      unitPriceCents: 707 + ((index * 613) % 3200) + group,
    }));
    const offers = [
      [kit(4255, [1, 2], [3, 1], [3, 0]), {}],
      [{ kind: 'n_for_price', count: 3, priceCents: 3220 }, tagged(0)],
      [kit(3689, [2, 0], [1, 0], [1, 2], [1, 2]), {}],
      [{ kind: 'buy_get', buy: 3, get: 3, rateMillionths: 570_328, getSelector: tagged(0) }, tagged(0)],
    ];
    const promotions = offers.map(([offer, selector], index) => promotion(10 * group + index, offer, { selector }));
    return { lines, promotions };
  });
  return [
    { ...basket(0), lines: groups.flatMap(({ lines }) => lines) },
    { ...book(0), promotions: groups.flatMap(({ promotions }) => promotions) },
  ];
}
const withAllPricesNew = ({ lines, ...given }) => {
  pricesRaised = (pricesRaised + 1) % 900;
  return { ...given, lines: lines.map((one) => ({ ...one, unitPriceCents: one.unitPriceCents + pricesRaised })) };
};
for (const count of [1, 8, 40])
  report(`${12 * count} lines, ${count} times four offers with kits`, ...hardGroups(count), withAllPricesNew);

/** How often a line raises the total by more than it costs, where nobody can prove what is least: many offers that want the same bottles. */
function addLines(baskets, offersAtLeast, offersAtMost) {
  let state = 7;
  const below = (most) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state = (state ^ (state << 5)) >>> 0;
    return state % most;
  };
  const tags = ['red', 'white', 'rosé'];
  const anyOffer = () =>
    below(2)
      ? { kind: 'n_for_price', count: 2 + below(5), priceCents: 1000 + below(5000) }
      : {
          ...{ kind: 'buy_get', buy: 1 + below(3), get: 1 + below(2), getSelector: null },
          rateMillionths: [250_000, 500_000, 1_000_000][below(3)],
        };
  const anyBottle = (index) => ({
    ...line(index, 1 + below(3)),
    ...{ packId: 'bottle', unitsPerPack: 1, unitPriceCents: 499 + below(4000), tags: [tags[below(3)]] },
  });
  let [inexact, raised, most] = [0, 0, 0];
  for (let count = 0; count < baskets; count++) {
    const offers = Array.from({ length: offersAtLeast + below(1 + offersAtMost - offersAtLeast) }, (_, index) =>
      promotion(index, anyOffer(), {
        selector: below(3) ? { tags: [tags[below(3)]] } : {},
        limitPerSale: below(4) ? null : 1 + below(3),
      }),
    );
    const bottles = Array.from({ length: 10 + below(60) }, (_, index) => anyBottle(index));
    const another = anyBottle(bottles.length);
    const priced = (lines) => priceBasket({ ...basket(0), lines }, { ...book(0), promotions: offers });
    const [before, after] = [priced(bottles), priced([...bottles, another])];
    if (before.promotionsExact && after.promotionsExact) continue;
    inexact++;
    const more = after.totals.netCents - before.totals.netCents - another.unitPriceCents * another.quantity;
    if (more <= 0) continue;
    raised++;
    most = Math.max(most, more);
  }
  const offers = `${offersAtLeast} to ${offersAtMost} bundle offers`;
  const dearer = raised > 0 ? `${raised}, by ${most} cents at the most` : 'none';
  console.log(
    `A line more in ${baskets} baskets under ${offers}: ${inexact} not proven; dearer than the line: ${dearer}`,
  );
}

addLines(1000, 2, 4);
addLines(1000, 5, 8);
addLines(300, 9, 35);

const runs = process.env.ORACLE_RUNS ?? '1000000';
console.log(`\n${runs} random baskets against the second implementation:`);
const { status } = spawnSync('npx', ['jest', 'oracle'], {
  cwd: join(__dirname, '..'),
  env: { ...process.env, ORACLE_RUNS: runs },
  stdio: 'inherit',
});
process.exit(status ?? 1);
