import { randomUUID } from 'node:crypto';
import { bottles, productOf, saleOf } from './support/bottles';
import { newProduct, type Organization, TestServer } from './support/test-server';

let server: TestServer;
let org: Organization;

beforeAll(async () => {
  server = await TestServer.start();
  await openAnother();
});
afterAll(() => server.stop());
afterEach(() => server.takeRulesAway(org));
afterEach(async () => {
  expect(await server.bookDifferences(org.id)).toEqual([]);
});

/** For who asks about all there is, and from then on. */
async function openAnother(): Promise<void> {
  org = await server.openOrganization('Limits');
  await server.takeAnyCash(org);
}

const product = (priceCents: number, changes: object = {}) => productOf(org, priceCents, changes);
const of = (reference: string) => ({ customer: { reference } });
const make = async (kind: string, rule: object) =>
  (await org.admin.post(`/pricing/${kind}`, { name: 'Rule', ...rule }).expect(201)).body;
/** Two registers of different stores: nothing but the database stands between them. */
async function twoRegisters(): Promise<object[]> {
  const { body: other } = await org.admin.post('/stores', { name: 'Other', timezone: 'America/Chicago' }).expect(201);
  const limits = { emptiesPerSale: 0, emptiesPerDay: 0, changeCents: 100_000_000 };
  await org.admin.call('patch', `/stores/${other.id}`, { limits }).expect(200);
  return [{}, { registerId: other.registers[0].id }];
}
const quote = async (lines: object[], more: object = {}) =>
  (await org.cashier.post('/sales/quote', { lines, ...more }).expect(200)).body;
const byHand = { kind: 'percent', rateMillionths: 900_000, reason: 'friend' };

describe('a minimum price', () => {
  it('holds whatever offer, discount and price by hand come together, and the receipt says so', async () => {
    await make('minimums', {
      name: 'State minimum',
      selector: {},
      minimum: { kind: 'per_litre', amountCents: 1000 },
    });
    await make('promotions', { selector: {}, offer: { kind: 'percent_off', rateMillionths: 500_000 } });
    const id = await product(1000, { volumeMl: 750 });
    const override = { unitPriceCents: 100, reason: 'match' };
    for (const changed of [{}, { override }, { discount: byHand }, { override, discount: byHand }]) {
      const body = saleOf([bottles(id, 2, changed)], { discount: byHand, totalCents: 1500 });
      const { body: sold } = await org.manager.post('/sales', body).expect(201);
      expect(sold.lines[0].discounts).toContainEqual(
        expect.objectContaining({ kind: 'minimum_price', name: 'State minimum' }),
      );
      const back = { id: randomUUID(), lines: [{ line: 0, quantity: 1 }], reason: 'changed_mind' };
      expect((await org.manager.post(`/sales/${sold.id}/returns`, back).expect(201)).body.totalCents).toBe(-750);
    }
  });

  it('uses up no offer whose whole saving it gives back', async () => {
    const id = await product(1000);
    await make('minimums', { selector: {}, minimum: { kind: 'per_unit', amountCents: 1000 } });
    const off = { kind: 'amount_off', amountCents: 500 };
    await make('promotions', { selector: {}, offer: off, couponCode: 'ONCE', maxUsesPerCustomer: 1 });
    const withCoupon = { ...of('555-0142'), coupons: ['ONCE'] };
    const sell = async (productId: string) =>
      (await org.cashier.post('/sales', saleOf([bottles(productId)], withCoupon)).expect(201)).body;
    expect((await sell(id)).lines[0]).toMatchObject({ netCents: 1000, discounts: [{}, { kind: 'minimum_price' }] });
    const dear = await product(3000);
    for (const netCents of [2500, 3000]) expect((await sell(dear)).totals.netCents).toBe(netCents);
  });

  it('by the cost refuses what is sold below it, by its line', async () => {
    await make('minimums', { name: 'Cost and 6 %', selector: {}, minimum: { kind: 'cost', rateMillionths: 60_000 } });
    const [dear, cheap] = [await product(1000, { costCents: 500 }), await product(1000, { costCents: 900 })];
    await org.manager.post('/sales', saleOf([bottles(dear), bottles(cheap)])).expect(201);
    const reduced = { override: { unitPriceCents: 950, reason: 'match' } };
    const lines = [bottles(dear, 1, reduced), bottles(cheap, 2, reduced)];
    expect((await quote(lines)).belowCost).toEqual([{ line: 1, rule: 'Cost and 6 %', leastCents: 1908 }]);
    const { body } = await org.manager.post('/sales', saleOf(lines)).expect(422);
    expect(body).toMatchObject({ code: 'below_minimum_price', errors: [{ path: 'lines.1' }] });
  });

  it('by the cost goes by what the store paid for what is there, and is flagged where no connection could refuse', async () => {
    await make('minimums', { name: 'Cost', selector: {}, minimum: { kind: 'cost', rateMillionths: 0 } });
    const id = await product(1000, { costCents: 500 });
    const received = { lines: [{ productId: id, units: 10, unitCostCents: 900 }] };
    await org.manager.post('/inventory/receipts', received).expect(201);
    const lines = [bottles(id, 1, { override: { unitPriceCents: 600, reason: 'match' } })];
    expect((await quote(lines)).belowCost).toEqual([{ line: 0, rule: 'Cost', leastCents: 900 }]);
    await org.manager.post('/sales', saleOf(lines)).expect(422);
    const { body } = await org.manager.post('/sales', saleOf(lines, { offline: true })).expect(201);
    expect(body.flags).toContain('below_minimum_price');
    const dear = await product(1, { costCents: 100_000_000 });
    await make('minimums', { selector: {}, minimum: { kind: 'cost', rateMillionths: 10_000_000 } });
    await org.manager.post('/sales/quote', { lines: [bottles(dear, 9_000_000)] }).expect(400);
  });

  it('is of one kind, with what belongs to that', async () => {
    const refused = async (minimum: object) =>
      (await org.admin.post('/pricing/minimums', { name: 'M', selector: {}, minimum }).expect(400)).body.errors[0].path;
    expect(await refused({ kind: 'cost' })).toBe('minimum.rateMillionths');
    expect(await refused({ kind: 'per_unit' })).toBe('minimum.amountCents');
    expect(await refused({ kind: 'per_unit', amountCents: 5, rateMillionths: 5 })).toBe('minimum.rateMillionths');
  });
});

describe('an allocated bottle', () => {
  const scarce = { selector: { tags: ['allocated'] }, units: 1, per: 'customer' };

  it('goes to customers the store knows, once to each, over all registers', async () => {
    await make('allocations', { name: 'Allocated bourbon', ...scarce });
    const id = await product(9000, { tags: ['allocated'] });
    const { body: anonymous } = await org.cashier.post('/sales', saleOf([bottles(id)])).expect(422);
    expect(anonymous).toMatchObject({ code: 'customer_required', errors: [{ path: 'customer.reference' }] });
    const { body: two } = await org.cashier.post('/sales', saleOf([bottles(id, 2)], of('555-0199'))).expect(422);
    expect(two).toMatchObject({ code: 'allocation_exceeded', left: 1, errors: [{ path: 'lines.0.quantity' }] });
    const first = saleOf([bottles(id)], of('(555) 0199'));
    const { body: sold } = await org.cashier.post('/sales', first).expect(201);
    expect(sold.customer.reference).toBe('5550199');
    await org.cashier.post('/sales', first).expect(200);
    expect((await quote([bottles(id)], of('5550199'))).allocations).toMatchObject([{ units: 1, most: 1, left: 0 }]);
    const { body: again } = await org.cashier.post('/sales', saleOf([bottles(id)], of('5550199'))).expect(422);
    expect(again).toMatchObject({ code: 'allocation_exceeded', left: 0 });
    await org.cashier.post('/sales', saleOf([bottles(id)], of('another'))).expect(201);
  });

  it('may be had again when it came back, or was never had', async () => {
    await make('allocations', { ...scarce, units: 3, per: 'customer_day' });
    const id = await product(9000, { tags: ['allocated'] });
    const other = await product(500);
    const buy = (quantity: number) =>
      org.cashier.post('/sales', saleOf([bottles(other), bottles(id, quantity)], of('club-1')));
    const { body: sold } = await buy(3).expect(201);
    await buy(1).expect(422);
    const back = {
      id: randomUUID(),
      lines: [
        { line: 0, quantity: 1 },
        { line: 1, quantity: 2 },
      ],
      reason: 'changed_mind',
    };
    await org.manager.post(`/sales/${sold.id}/returns`, back).expect(201);
    await buy(3).expect(422);
    const { body: second } = await buy(2).expect(201);
    await buy(1).expect(422);
    await org.manager.post(`/sales/${second.id}/void`, { reason: 'mistake' }).expect(200);
    await buy(2).expect(201);
  });

  it('is counted for one customer, however who buys is spelled', async () => {
    await make('allocations', { ...scarce });
    const id = await product(9000, { tags: ['allocated'] });
    await org.cashier.post('/sales', saleOf([bottles(id)], of('515-555-0199'))).expect(201);
    await org.cashier.post('/sales', saleOf([bottles(id)], of('mcafé 1'))).expect(201);
    const spellings = [
      '５１５５５５０１９９',
      '515.555.0199',
      '+1 (515) 555-0199',
      '515\u2011555\u20110199',
      'MCAFE\u03011',
      'ＭＣＡＦÉ1',
    ];
    for (const spelling of spellings) await org.cashier.post('/sales', saleOf([bottles(id)], of(spelling))).expect(422);
    for (const other of ['\u0430bc1', '٥١٥٥٥٥٠١٩٩', '--']) {
      const { body } = await org.cashier.post('/sales', saleOf([bottles(id)], of(other))).expect(400);
      expect(body.errors[0].path).toBe('customer.reference');
    }
  });

  it('may be handed over for one of them that comes back', async () => {
    await make('allocations', { ...scarce });
    const id = await product(9000, { tags: ['allocated'] });
    const { body: first } = await org.cashier.post('/sales', saleOf([bottles(id)], of('club-1'))).expect(201);
    const exchange = { saleId: first.id, lines: [{ line: 0, quantity: 1 }], reason: 'faulty' };
    const same = { ...saleOf([bottles(id)], { ...of('club-1'), exchange }), tenders: [] };
    await org.cashier.post('/sales', same).expect(201);
    await org.cashier.post('/sales', saleOf([bottles(id)], of('club-1'))).expect(422);
  });

  it('is never had twice by one customer, whatever two registers do at once', async () => {
    await make('allocations', { ...scarce });
    const id = await product(9000, { tags: ['allocated'] });
    const registers = await twoRegisters();
    const attempts = Array.from({ length: 12 }, (_, at) =>
      org.cashier.post('/sales', saleOf([bottles(id)], { ...of('greedy'), ...registers[at % 2] })),
    );
    const answers = (await Promise.all(attempts)).map(({ body }) => body.code ?? 'sold').sort();
    expect(answers).toEqual([...Array.from({ length: 11 }, () => 'allocation_exceeded'), 'sold']);
  });

  it('in a sale needs no name, and is all of the store for no rule', async () => {
    await make('allocations', { ...scarce, units: 2, per: 'sale' });
    const id = await product(9000, { tags: ['allocated'] });
    await org.cashier.post('/sales', saleOf([bottles(id, 2)])).expect(201);
    await org.cashier.post('/sales', saleOf([bottles(id, 3)])).expect(422);
    const { body } = await org.admin.post('/pricing/allocations', { name: 'All', ...scarce, selector: {} }).expect(400);
    expect(body.errors).toMatchObject([{ path: 'selector' }]);
  });
});

describe('a limited offer', () => {
  const tenOff = { selector: {}, offer: { kind: 'percent_off', rateMillionths: 100_000 } };

  it('is given in so many sales, and again in the place of one that was voided', async () => {
    const rule = await make('promotions', { ...tenOff, maxUses: 2, couponCode: 'SPRING' });
    const lines = [bottles(await product(1000), 3)];
    const sell = async (totalCents: number) =>
      (await org.cashier.post('/sales', saleOf(lines, { coupons: ['SPRING'], totalCents })).expect(201)).body;
    await sell(2700);
    const { body: book } = await org.cashier.get('/pricing/book').expect(200);
    expect(book.offersLeft).toEqual([{ promotionId: rule.id, uses: 1, cents: null }]);
    const second = await sell(2700);
    const { body: changed } = await org.cashier
      .post('/sales', saleOf(lines, { coupons: ['SPRING'], totalCents: 2700 }))
      .expect(409);
    expect(changed).toMatchObject({ code: 'price_changed', quote: { totalCents: 3000, offersLeft: [{ uses: 0 }] } });
    expect(changed.quote.lines[0].trace).toContainEqual(expect.objectContaining({ code: 'used_up' }));
    await sell(3000);
    await org.manager.post(`/sales/${second.id}/void`, { reason: 'mistake' }).expect(200);
    await sell(2700);
  });

  it('is for each customer so often', async () => {
    await make('promotions', { ...tenOff, maxUsesPerCustomer: 1 });
    const lines = [bottles(await product(1000))];
    expect((await quote(lines)).totalCents).toBe(1000);
    expect((await quote(lines, of('a-1 2'))).totalCents).toBe(900);
    await org.cashier.post('/sales', saleOf(lines, { ...of('A12'), totalCents: 900 })).expect(201);
    expect((await quote(lines, of('A12'))).totalCents).toBe(1000);
    expect((await quote(lines, of('B34'))).totalCents).toBe(900);
  });

  it('takes off no more than its budget, whatever two registers do at once', async () => {
    await make('promotions', { ...tenOff, budgetCents: 450 });
    const lines = [bottles(await product(1000))];
    const registers = await twoRegisters();
    const sold = await Promise.all(
      Array.from({ length: 10 }, (_, at) => org.cashier.post('/sales', saleOf(lines, registers[at % 2])).expect(201)),
    );
    const off = sold.map(({ body }) => body.totals.discountCents).sort((a, b) => b - a);
    expect(off).toEqual([100, 100, 100, 100, 50, 0, 0, 0, 0, 0]);
  });
});

describe('an offer for cash', () => {
  it('is given where all of it is paid in cash, and can be seen before', async () => {
    const offer = { kind: 'percent_off', rateMillionths: 40_000 };
    await make('promotions', { name: 'Cash price', selector: {}, offer, paidWith: ['cash'] });
    const lines = [bottles(await product(1000))];
    expect(await quote(lines)).toMatchObject({ totalCents: 1000, cashTotalCents: 960 });
    expect((await quote(lines, { paidWith: ['cash'] })).totalCents).toBe(960);
    const pay = (tenders: object[], totalCents: number) =>
      org.cashier.post('/sales', { ...saleOf(lines, { totalCents }), tenders });
    const cash = (amountCents: number) => ({ type: 'cash', amountCents });
    const { body: inCash } = await pay([cash(1000)], 960).expect(201);
    expect(inCash).toMatchObject({ totalCents: 960, changeCents: 40 });
    await pay([{ type: 'card', amountCents: 1000 }], 1000).expect(201);
    await pay([cash(500), { type: 'card', amountCents: 500 }], 1000).expect(201);
    const { body } = await pay([{ type: 'card', amountCents: 960 }], 960).expect(409);
    expect(body.quote.totalCents).toBe(1000);
    const refused = await org.admin.post('/pricing/promotions', { name: 'X', selector: {}, offer, paidWith: ['gold'] });
    expect([refused.status, refused.body.errors[0].path]).toEqual([400, 'paidWith']);
  });
});

describe('a product whose volume nobody entered', () => {
  it('is listed with the rules that go by it', async () => {
    await openAnother();
    const tax = await make('taxes', { name: 'Litre tax', levy: { kind: 'per_litre', amountTenThousandths: 100 } });
    await make('deposits', {
      name: 'Small cans',
      amountCents: 5,
      selector: { maxVolumeMl: 700, categories: ['BEER'] },
    });
    const { body: unknown } = await org.manager
      .post('/products', newProduct({ name: 'Mystery rye', volumeMl: null, category: 'RYE' }))
      .expect(201);
    await product(1000, { volumeMl: 750 });
    const { body } = await org.manager.get('/pricing/missing-measures').expect(200);
    expect(body.items).toEqual([
      {
        ...{ ruleId: tax.id, rule: 'Litre tax', lacks: 'volume', productsCount: 1 },
        products: [{ id: unknown.id, sku: unknown.sku, name: 'Mystery rye' }],
      },
    ]);
  });
});
