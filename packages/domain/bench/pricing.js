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
});
const book = (count) => ({
  version: 1,
  taxRounding: 'line',
  taxes: [
    tax('state', { kind: 'percentage', rateMillionths: 65_000 }, ['general'], 1),
    tax('spirits', { kind: 'percentage', rateMillionths: 205_000 }, ['spirits'], 1),
    tax('litre', { kind: 'per_litre', amountTenThousandths: 3_770_800 }, ['spirits'], 2),
  ],
  deposits: [{ ...rule('d'), selector: { containerClasses: ['glass'] }, amountCents: 5, order: 1 }],
  promotions: promotions(count),
  ages: [],
  hours: [],
});
const basket = (lines) => ({
  lines: Array.from({ length: lines }, (_, index) => line(index, 1 + (index % 4))),
  storeId: 'store',
  at: { date: '2026-11-23', minute: 720 },
});

function measure(lines, promotionsCount) {
  const [given, rules] = [basket(lines), book(promotionsCount)];
  for (let warm = 0; warm < 30; warm++) priceBasket(given, rules);
  const times = Array.from({ length: ROUNDS }, () => {
    const start = process.hrtime.bigint();
    priceBasket(given, rules);
    return Number(process.hrtime.bigint() - start) / 1e6;
  }).sort((a, b) => a - b);
  const at = (part) => times[Math.floor(part * (ROUNDS - 1))].toFixed(2);
  const perSecond = Math.round((ROUNDS * 1000) / times.reduce((sum, time) => sum + time, 0));
  const { promotionsExact } = priceBasket(given, rules);
  const search = promotionsExact ? 'exact' : 'past the exact search';
  console.log(
    `${lines} lines, ${promotionsCount} promotions: median ${at(0.5)} ms, p95 ${at(0.95)} ms, ${perSecond} baskets/s (${search})`,
  );
}

for (const [lines, count] of [
  [1, 0],
  [5, 5],
  [20, 10],
  [100, 0],
  [100, 50],
])
  measure(lines, count);

const runs = process.env.ORACLE_RUNS ?? '1000000';
console.log(`\n${runs} random baskets against the second implementation:`);
const { status } = spawnSync('npx', ['jest', 'oracle'], {
  cwd: join(__dirname, '..'),
  env: { ...process.env, ORACLE_RUNS: runs },
  stdio: 'inherit',
});
process.exit(status ?? 1);
