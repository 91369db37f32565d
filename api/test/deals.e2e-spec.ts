import { randomUUID } from 'node:crypto';
import { bottles, productOf, saleOf } from './support/bottles';
import { type Organization, TestServer } from './support/test-server';

let server: TestServer;
let org: Organization;

beforeAll(async () => {
  server = await TestServer.start();
  org = await server.openOrganization('Deals');
  await server.takeAnyCash(org);
});
afterAll(() => server.stop());
afterEach(() => server.takeRulesAway(org));

const product = (priceCents: number, changes: object = {}) => productOf(org, priceCents, changes);
const offer = (content: object, more: object = {}) => ({ name: 'Offer', selector: {}, offer: content, ...more });
const BUY_ONE_GET_ONE = { kind: 'buy_get', buy: 1, get: 1, rateMillionths: 1_000_000 };

describe('a coupon', () => {
  const spring = offer({ kind: 'percent_off', rateMillionths: 100_000 }, { couponCode: 'spring-10' });

  it('gives its offer to who shows it, however it is typed, and to nobody else', async () => {
    const { body: rule } = await org.admin.post('/pricing/promotions', spring).expect(201);
    expect(rule.couponCode).toBe('SPRING-10');
    const lines = [bottles(await product(1000))];
    const quote = async (coupons?: string[]) =>
      (await org.cashier.post('/sales/quote', { lines, ...(coupons && { coupons }) }).expect(200)).body;
    expect((await quote()).totalCents).toBe(1000);
    expect((await quote()).lines[0].trace).toContainEqual(expect.objectContaining({ code: 'needs_coupon' }));
    expect((await quote([' Spring-10'])).totalCents).toBe(900);
    const { body: sold } = await org.cashier
      .post('/sales', saleOf(lines, { coupons: ['SPRING-10'], totalCents: 900 }))
      .expect(201);
    expect(sold.totals.discountCents).toBe(100);
  });

  it('that nobody knows is refused by its place, and is part of what a retry repeats', async () => {
    await org.admin.post('/pricing/promotions', spring).expect(201);
    const lines = [bottles(await product(1000))];
    const { body } = await org.cashier.post('/sales/quote', { lines, coupons: ['SPRING-10', 'WINTER'] }).expect(404);
    expect(body).toMatchObject({ code: 'coupon_not_found', errors: [expect.objectContaining({ path: 'coupons.1' })] });
    const once = saleOf(lines, { coupons: ['SPRING-10'] });
    await org.cashier.post('/sales', once).expect(201);
    await org.cashier.post('/sales', once).expect(200);
    const { coupons: _, ...without } = once as typeof once & { coupons: string[] };
    expect((await org.cashier.post('/sales', without).expect(409)).body.code).toBe('sale_id_reused');
    await org.cashier.post('/sales/quote', { lines, coupons: ['no spaces'] }).expect(400);
  });
});

describe('a pair of which one was free', () => {
  it('costs its fair share when the other comes back, whichever that is', async () => {
    await org.admin.post('/pricing/promotions', offer(BUY_ONE_GET_ONE)).expect(201);
    const [dear, cheap] = [await product(2000), await product(1000)];
    const { body: sold } = await org.cashier.post('/sales', saleOf([bottles(dear), bottles(cheap)])).expect(201);
    expect(sold.totalCents).toBe(2000);
    expect(sold.lines.map(({ totalCents }: { totalCents: number }) => totalCents)).toEqual([1333, 667]);
    const back = { id: randomUUID(), lines: [{ line: 0, quantity: 1 }], reason: 'changed_mind' };
    const { body } = await org.manager.post(`/sales/${sold.id}/returns`, back).expect(201);
    expect(body.totalCents).toBe(-1333);
    expect(await server.bookDifferences(org.id)).toEqual([]);
  });
});

describe('a fee', () => {
  it('is a line of its own beside taxes, is taxed where they say so, and stays when the bottle comes back', async () => {
    const nips = { levy: { kind: 'per_unit', amountTenThousandths: 50_000 }, fee: true, selector: { maxVolumeMl: 50 } };
    await org.admin.post('/pricing/taxes', { name: 'Nip fee', ...nips }).expect(201);
    const tax = { name: 'Sales tax', levy: { kind: 'percentage', rateMillionths: 60_000 }, onFees: true };
    await org.admin.post('/pricing/taxes', tax).expect(201);
    const nip = await product(195, { volumeMl: 50 });
    const { body: sold } = await org.cashier.post('/sales', saleOf([bottles(nip, 2)])).expect(201);
    // 6 % of 390 and of the fee of 10.
    expect(sold.totals).toMatchObject({ netCents: 390, taxCents: 10 + 24, totalCents: 424 });
    const back = { id: randomUUID(), lines: [{ line: 0, quantity: 2 }], reason: 'changed_mind' };
    const { body } = await org.manager.post(`/sales/${sold.id}/returns`, back).expect(201);
    expect(body.totalCents).toBe(-414);
    expect(await server.bookDifferences(org.id)).toEqual([]);
  });
});

describe('a list of words', () => {
  it('means what it says, whatever nobody sees came along with it', async () => {
    const limits = { customerGroups: ['club\u0000'], selector: { tags: [' mix\u202e'], taxCodes: ['general '] } };
    const tenPercent = offer({ kind: 'percent_off', rateMillionths: 100_000 }, limits);
    const { body: rule } = await org.admin.post('/pricing/promotions', tenPercent).expect(201);
    expect([rule.customerGroups, rule.selector.tags, rule.selector.taxCodes]).toEqual([['club'], ['mix'], ['general']]);
    const lines = [bottles(await product(1000, { tags: ['\u2067mix'] }))];
    const sold = { lines, customer: { groups: ['\u200bclub '] } };
    expect((await org.manager.post('/sales/quote', sold).expect(200)).body.totalCents).toBe(900);
  });
});

describe('what rules cannot mean', () => {
  it.each([
    ['chained', offer({ kind: 'percent_off', rateMillionths: 100_000 }, { chained: true })],
    [
      'identical',
      offer(
        { kind: 'spend_get', thresholdCents: 5000, measured: 'after_offers', amountCents: 500 },
        { identical: true },
      ),
    ],
    ['selector.packUnits', offer(BUY_ONE_GET_ONE, { perPack: true })],
    ['offer.tiers.0.rateMillionths', offer({ kind: 'tiers', tiers: [{ from: 2 }] })],
    [
      'offer.tiers.0.amountCents',
      offer({
        kind: 'tiers',
        tiers: [
          { from: 12, amountCents: 100 },
          { from: 6, amountCents: 200 },
        ],
      }),
    ],
    ...[1e-7, 0.15, 1e21].map((weight): [string, object] => [
      'offer.weights.0.weight',
      offer({ kind: 'tiers', tiers: [{ from: 2, rateMillionths: 1 }], weights: [{ minVolumeMl: 1, weight }] }),
    ]),
    ['offer.groups', offer({ kind: 'kit', priceCents: 100, groups: [{ selector: {}, count: 1 }] })],
    [
      'selector.maxPriceCents',
      offer({ kind: 'amount_off', amountCents: 1 }, { selector: { minPriceCents: 5, maxPriceCents: 4 } }),
    ],
    ['offer.count', offer({ kind: 'percent_off', rateMillionths: 1000, count: 3 })],
  ])('is refused where it stands: %s', async (path, promotion) => {
    const { body } = await org.admin.post('/pricing/promotions', promotion).expect(400);
    expect(body.errors).toContainEqual(expect.objectContaining({ path }));
  });

  it.each([
    ['inclusive', { levy: { kind: 'per_unit', amountTenThousandths: 1 }, fee: true, inclusive: true }],
    ['levy.kind', { levy: { kind: 'percentage', rateMillionths: 1 }, fee: true }],
    ['compounding', { levy: { kind: 'brackets', wholeCents: 100, taxPerWholeCents: 6, steps: [] }, compounding: true }],
    [
      'levy.steps.1',
      {
        levy: {
          kind: 'brackets',
          wholeCents: 100,
          taxPerWholeCents: 6,
          steps: [
            { fromCents: 9, taxCents: 1 },
            { fromCents: 3, taxCents: 2 },
          ],
        },
      },
    ],
  ])('is refused of taxes too: %s', async (path, tax) => {
    const { body } = await org.admin.post('/pricing/taxes', { name: 'Tax', ...tax }).expect(400);
    expect(body.errors).toContainEqual(expect.objectContaining({ path }));
  });

  it('never leaves what counts exactly: taxes that double each other are refused with the basket', async () => {
    const doubling = { levy: { kind: 'percentage', rateMillionths: 1_000_000 }, compounding: true };
    for (let order = 0; order < 16; order++) {
      await org.admin.post('/pricing/taxes', { name: `Tax ${order}`, order, ...doubling }).expect(201);
    }
    const lines = [bottles(await product(99_999_999), 10_000)];
    const { body } = await org.cashier.post('/sales/quote', { lines }).expect(400);
    expect(body.errors).toEqual([{ path: 'lines', message: 'the total is too large' }]);
  });
});
