import { randomUUID } from 'node:crypto';
import { type Client, newProduct, type Organization, TestServer } from './support/test-server';

let server: TestServer;
let org: Organization;

beforeAll(async () => {
  server = await TestServer.start();
  org = await server.openOrganization();
});
afterAll(() => server.stop());
afterEach(async () => {
  await setStore(UNLESS_SET);
  expect(await server.bookDifferences(org.id)).toEqual([]);
});

const PRICE = 2309;
const UNLESS_SET = {
  limits: { emptiesPerSale: 120, emptiesPerDay: 240, changeCents: null },
  returns: { days: null, alcohol: 'allowed', disposition: 'to_stock' },
  cashRounding: { toCents: 1, mode: 'nearest' },
};

async function product(overrides: object = {}): Promise<string> {
  const packs = [{ id: 'bottle', name: 'Bottle', units: 1, priceCents: PRICE, barcodes: [] }];
  const { body } = await org.manager.post('/products', newProduct({ packs, ...overrides })).expect(201);
  return body.id;
}

const saleOf = (productId: string, overrides: object = {}, quantity = 1) => ({
  id: randomUUID(),
  lines: [{ productId, packId: 'bottle', quantity }],
  tenders: [{ type: 'cash', amountCents: PRICE * quantity }],
  ...overrides,
});

const setStore = async (settings: object) => {
  const { body } = await org.admin.get('/stores').expect(200);
  await org.admin.call('patch', `/stores/${body.items[0].id}`, settings).expect(200);
};

const refused = async (call: PromiseLike<{ status: number; body: Refusal }>) => {
  const { status, body } = await call;
  return [status, body.code, body.errors?.[0]?.path];
};
interface Refusal {
  code: string;
  errors?: { path: string }[];
}

const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

describe('what only a manager’s word makes true', () => {
  it('is that a sale was rung up without a connection; and even then nobody too young bought it', async () => {
    const age = { name: 'Alcohol', selector: { categories: ['Asked for'] }, minimumAge: 21 };
    await org.admin.post('/pricing/ages', age).expect(201);
    const id = await product({ category: 'Asked for' });
    const offline = (more: object = {}) => saleOf(id, { offline: true, ...more });
    expect(await refused(org.cashier.post('/sales', offline()))).toEqual([403, 'approval_required', 'offline']);
    const { body } = await org.manager.post('/sales', offline()).expect(201);
    expect(body.flags).toEqual(expect.arrayContaining(['offline', 'age_unchecked']));
    const child = { method: 'birth_date', birthDate: '2020-01-31' };
    expect(await refused(org.manager.post('/sales', offline({ ageCheck: child, at: ago(60) })))).toEqual([
      422,
      'underage',
      'ageCheck.birthDate',
    ]);
  });

  it('is who pays less, or no tax', async () => {
    const id = await product();
    const groups = saleOf(id, { customer: { groups: ['staff'] } });
    const exempt = saleOf(id, { customer: { taxExemption: 'x' } });
    expect(await refused(org.cashier.post('/sales', groups))).toEqual([403, 'approval_required', 'customer.groups']);
    expect(await refused(org.cashier.post('/sales', exempt))).toEqual([
      403,
      'approval_required',
      'customer.taxExemption',
    ]);
    await org.manager.post('/sales', groups).expect(201);
    await org.manager.post('/sales', exempt).expect(201);
    await org.cashier.post('/sales', saleOf(id, { customer: {} })).expect(201);
  });

  it('is that a sale was made earlier', async () => {
    const id = await product();
    const earlier = saleOf(id, { at: ago(6) });
    expect(await refused(org.cashier.post('/sales', earlier))).toEqual([403, 'backdating_forbidden', 'at']);
    expect((await org.manager.post('/sales', earlier).expect(201)).body.flags).toContain('backdated');
  });
});

describe('the time of a sale', () => {
  it.each([
    true,
    0,
    '1',
    '2026-02-30T12:00:00Z',
    '0001-01-01T00:00:00Z',
    '-000001-01-01T00:00:00Z',
    new Date(Date.now() + 3_600_000).toISOString(),
  ])('is an instant of this century that has come, not %p', async (at) => {
    const id = await product();
    for (const client of [org.cashier, org.admin]) {
      expect(await refused(client.post('/sales', saleOf(id, { at })))).toEqual([400, 'validation_failed', 'at']);
    }
  });

  it('is never later than now, although a till’s clock is', async () => {
    const id = await product();
    const { body } = await org.cashier.post('/sales', saleOf(id, { at: ago(-3) })).expect(201);
    expect(Date.parse(body.at)).toBeLessThanOrEqual(Date.now());
  });
});

describe('what goes out of a drawer', () => {
  async function deposit(): Promise<string> {
    const rule = { name: 'Can', selector: { containerClasses: ['can'] }, amountCents: 5 };
    return (await org.admin.post('/pricing/deposits', rule).expect(201)).body.id;
  }
  const empties = (depositId: string, count: number) => ({
    id: randomUUID(),
    lines: [],
    empties: [{ depositId, count }],
    tenders: [],
  });

  it('for empties is limited for cashiers: 120 containers a sale, 240 a day at a register', async () => {
    const id = await deposit();
    const tooMany = [403, 'approval_required', 'empties'];
    expect(await refused(org.cashier.post('/sales', empties(id, 121)))).toEqual(tooMany);
    const first = empties(id, 120);
    await org.cashier.post('/sales', first).expect(201);
    await org.cashier.post('/sales', first).expect(200);
    await org.cashier.post('/sales', empties(id, 119)).expect(201);
    expect(await refused(org.cashier.post('/sales', empties(id, 2)))).toEqual(tooMany);
    await org.cashier.post('/sales', empties(id, 1)).expect(201);
    expect(await refused(org.cashier.post('/sales', empties(id, 1)))).toEqual(tooMany);
    await org.manager.post('/sales', empties(id, 500)).expect(201);
    await setStore({ limits: { emptiesPerSale: 10, emptiesPerDay: 250, changeCents: null } });
    expect(await refused(org.cashier.post('/sales', empties(id, 11)))).toEqual(tooMany);
    await org.cashier.post('/sales', empties(id, 10)).expect(201);
  });

  it('counts what all cashiers of a register take at once', async () => {
    org = await server.openOrganization();
    const id = await deposit();
    const answers = await Promise.all(Array.from({ length: 4 }, () => org.cashier.post('/sales', empties(id, 100))));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 403, 403]);
  });

  it('as change is what notes above the total bring, or what the store says', async () => {
    const id = await product();
    const cash = (amountCents: number) => saleOf(id, { tenders: [{ type: 'cash', amountCents }] });
    const tooMuch = [422, 'change_over_limit', 'tenders'];
    for (const client of [org.cashier, org.admin]) {
      expect(await refused(client.post('/sales', cash(200_000_000_000 / 100)))).toEqual(tooMuch);
      expect(await refused(client.post('/sales', cash(30_001)))).toEqual(tooMuch);
      expect((await client.post('/sales', cash(10_000)).expect(201)).body.changeCents).toBe(10_000 - PRICE);
      await client.post('/sales', cash(30_000)).expect(201);
    }
    await setStore({ limits: { emptiesPerSale: 120, emptiesPerDay: 240, changeCents: 2000 } });
    expect(await refused(org.cashier.post('/sales', cash(PRICE + 2001)))).toEqual(tooMuch);
    await org.cashier.post('/sales', cash(PRICE + 2000)).expect(201);
  });

  it.each([
    { limits: { emptiesPerSale: -1, emptiesPerDay: 240, changeCents: null } },
    { limits: { emptiesPerSale: 120, emptiesPerDay: 240 } },
    { limits: null },
    { returns: { days: 1.5, alcohol: 'allowed', disposition: 'to_stock' } },
    { returns: { days: null, alcohol: 'maybe', disposition: 'to_stock' } },
  ])('is limited by settings that mean something, not %p', async (settings) => {
    const { body } = await org.admin.get('/stores').expect(200);
    await org.admin.call('patch', `/stores/${body.items[0].id}`, settings).expect(400);
  });
});

describe('a refund', () => {
  const back = (by: Client, saleId: string, more: object = {}, quantity = 1) =>
    by.post(`/sales/${saleId}/returns`, { id: randomUUID(), lines: [{ line: 0, quantity }], ...more });
  const sell = async (tenders: object[], quantity = 1, more: object = {}) => {
    const { body } = await org.cashier.post('/sales', saleOf(await product(more), { tenders }, quantity)).expect(201);
    return body.id as string;
  };

  it('goes back to the card it came from, unless a manager says otherwise', async () => {
    const card = [{ type: 'card', amountCents: 2 * PRICE }];
    const sale = await sell(card, 2);
    expect(await refused(back(org.cashier, sale, { refund: 'cash' }))).toEqual([403, 'approval_required', 'refund']);
    expect((await back(org.cashier, sale).expect(201)).body.tenders).toEqual([{ type: 'card', amountCents: -PRICE }]);
    expect((await back(org.manager, sale, { refund: 'cash' }).expect(201)).body.tenders).toEqual([
      { type: 'cash', amountCents: -PRICE },
    ]);
    const inCash = await sell([{ type: 'cash', amountCents: PRICE }]);
    expect((await back(org.cashier, inCash, { refund: 'card' }).expect(403)).body.permission).toBe(
      'return.other_tender',
    );
  });

  it('of a sale that was paid in two ways goes back both ways', async () => {
    const split = [
      { type: 'card', amountCents: 3000 },
      { type: 'cash', amountCents: 2 * PRICE - 3000 },
    ];
    const sale = await sell(split, 2);
    const first = (await back(org.cashier, sale).expect(201)).body.tenders;
    const second = (await back(org.cashier, sale).expect(201)).body.tenders;
    expect([...first, ...second]).toEqual([
      { type: 'card', amountCents: -PRICE },
      { type: 'card', amountCents: PRICE - 3000 },
      { type: 'cash', amountCents: 3000 - 2 * PRICE },
    ]);
  });

  it.each(['nearest', 'up', 'down'])('pays back the coins that were paid, where cash is rounded %s', async (mode) => {
    await setStore({ cashRounding: { toCents: 10, mode } });
    const due = mode === 'up' ? 4620 : 4610 + (mode === 'nearest' ? 10 : 0);
    const sale = await sell([{ type: 'cash', amountCents: due }], 2);
    const coins = [await back(org.cashier, sale).expect(201), await back(org.cashier, sale).expect(201)].flatMap(
      ({ body }) => body.tenders,
    );
    expect(coins.reduce((sum, { amountCents }) => sum + amountCents, 0)).toBe(-due);
    const whole = await sell([{ type: 'cash', amountCents: due }], 2);
    expect((await back(org.cashier, whole, {}, 2).expect(201)).body.tenders).toEqual([
      { type: 'cash', amountCents: -due },
    ]);
  });

  it('comes within the days the store takes goods back, whoever asks', async () => {
    await setStore({ returns: { days: 3, alcohol: 'allowed', disposition: 'to_stock' } });
    const id = await product();
    const sold = async (days: number) => {
      const at = ago(days * 24 * 60);
      return (await org.manager.post('/sales', saleOf(id, { at })).expect(201)).body.id;
    };
    const [recent, old] = [await sold(3), await sold(4)];
    await back(org.cashier, recent).expect(201);
    expect((await back(org.admin, old).expect(409)).body.code).toBe('return_too_late');
  });

  it('is not given for alcohol where that may not come back', async () => {
    await setStore({ returns: { days: null, alcohol: 'refused', disposition: 'to_stock' } });
    const cash = [{ type: 'cash', amountCents: PRICE }];
    const gin = await sell(cash);
    expect(await refused(back(org.admin, gin))).toEqual([409, 'alcohol_not_returnable', 'lines.0.line']);
    await back(org.cashier, await sell(cash, 1, { ageRestricted: false })).expect(201);
  });

  it('is bound by the store that sold, whichever register takes the goods back, and rounded as the sale was', async () => {
    const { body: other } = await org.admin.post('/stores', { name: 'Other', timezone: 'America/Chicago' }).expect(201);
    const elsewhere = { registerId: other.registers[0].id };
    await setStore({ returns: { days: 0, alcohol: 'refused', disposition: 'breakage' } });
    const cash = [{ type: 'cash', amountCents: PRICE }];
    const gin = await sell(cash);
    expect((await back(org.cashier, gin, elsewhere).expect(409)).body.code).toBe('alcohol_not_returnable');
    const old = await org.manager.post('/sales', saleOf(await product({ ageRestricted: false }), { at: ago(60 * 24) }));
    expect((await back(org.cashier, old.body.id, elsewhere).expect(409)).body.code).toBe('return_too_late');
    await setStore(UNLESS_SET);
    const exact = await sell(cash);
    const rounding = { cashRounding: { toCents: 10, mode: 'up' } };
    await org.admin.call('patch', `/stores/${other.id}`, rounding).expect(200);
    await setStore(rounding);
    expect((await back(org.cashier, exact, elsewhere).expect(201)).body.tenders).toEqual([
      { type: 'cash', amountCents: -PRICE },
    ]);
  });

  it('sends what comes back where its line says: to the shelf, to breakage, to the vendor', async () => {
    await setStore({ returns: { days: null, alcohol: 'allowed', disposition: 'to_stock' } });
    const productId = await product({ ageRestricted: false });
    const stock = { lines: [{ productId, units: 10, unitCostCents: 500 }] };
    await org.manager.post('/inventory/receipts', stock).expect(201);
    const { body: sale } = await org.cashier
      .post(
        '/sales',
        saleOf(productId, {
          lines: [3, 2, 1].map((quantity) => ({ productId, packId: 'bottle', quantity })),
          tenders: [{ type: 'cash', amountCents: 6 * PRICE }],
        }),
      )
      .expect(201);
    const dispositions = ['to_stock', 'breakage', 'to_vendor'] as const;
    const lines = dispositions.map((disposition, line) => ({ line, quantity: 1, disposition }));
    const back = { id: randomUUID(), lines };
    const { body: taken } = await org.cashier.post(`/sales/${sale.id}/returns`, back).expect(201);
    expect(taken.lines.map(({ disposition }: { disposition: string }) => disposition)).toEqual(dispositions);
    await org.cashier.post(`/sales/${sale.id}/returns`, back).expect(200);
    const { body } = await org.cashier.get(`/inventory?productId=${productId}`).expect(200);
    expect(body.items[0].onHand).toBe(10 - 6 + 1);
    const { body: movements } = await org.manager.get(`/inventory/movements?productId=${productId}`).expect(200);
    expect(movements.items.flatMap(({ reason }: { reason: string | null }) => reason ?? []).sort()).toEqual([
      'breakage',
      'to_vendor',
    ]);
    // Where a store, or the law, sells nothing of it again, nobody says otherwise.
    await setStore({ returns: { days: null, alcohol: 'allowed', disposition: 'breakage' } });
    const again = { id: randomUUID(), lines: [{ line: 0, quantity: 1, disposition: 'to_stock' }] };
    const refused = await org.manager.post(`/sales/${sale.id}/returns`, again);
    expect([refused.status, refused.body.code, refused.body.errors[0].path]).toEqual([
      409,
      'not_back_on_the_shelf',
      'lines.0.disposition',
    ]);
  });

  it('writes off what came back where it must not be sold again', async () => {
    await setStore({ returns: { days: null, alcohol: 'allowed', disposition: 'breakage' } });
    const id = await product();
    await org.manager
      .post('/inventory/receipts', { lines: [{ productId: id, units: 10, unitCostCents: 1000 }] })
      .expect(201);
    const { body: sale } = await org.cashier.post('/sales', saleOf(id)).expect(201);
    await back(org.cashier, sale.id).expect(201);
    const { body: stock } = await org.cashier.get(`/inventory?productId=${id}`).expect(200);
    expect(stock.items[0]).toMatchObject({ onHand: 9, valueCents: 9000, averageCostCents: 1000 });
    const { body: movements } = await org.cashier.get(`/inventory/movements?productId=${id}`).expect(200);
    const seen = movements.items.map(({ type, units, reason }: Record<string, unknown>) => [type, units, reason]);
    expect(seen).toEqual(
      expect.arrayContaining([
        ['return', 1, null],
        ['adjustment', -1, 'breakage'],
      ]),
    );
  });
});
