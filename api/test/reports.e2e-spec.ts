import { randomUUID } from 'node:crypto';
import { onAnotherDay } from './support/clocks';
import { newProduct, type Organization, TestServer } from './support/test-server';

let server: TestServer;
let org: Organization;
const ids: Record<string, string> = {};

beforeAll(async () => {
  server = await TestServer.start();
  org = await server.openOrganization('Reports', 'America/New_York');
  for (const [name, category] of [
    ['Rye', 'Whiskey'],
    ['Gin', 'Gin'],
    ['Plain', null],
  ] as const) {
    const about = name === 'Rye' ? { brand: 'Old Barn', vendor: 'Barn & Sons', volumeMl: 1750 } : {};
    const { body } = await org.manager.post('/products', newProduct({ name, category, ...about })).expect(201);
    ids[name] = body.id;
  }
});
afterAll(() => server.stop());

const sell = (at: string, lines: [string, number][], tenders: object[]) =>
  org.manager
    .post('/sales', {
      id: randomUUID(),
      lines: lines.map(([name, quantity]) => ({ productId: ids[name], packId: 'bottle', quantity })),
      tenders,
      at,
    })
    .expect(201);

const report = async (from: string, to: string, groupBy: string) =>
  (await org.manager.get(`/reports/sales?from=${from}&to=${to}&groupBy=${groupBy}`).expect(200)).body;

const keyed = (groups: { key: string; salesCount: number; totalCents: number }[]) =>
  Object.fromEntries(groups.map(({ key, salesCount, totalCents }) => [key, [salesCount, totalCents]]));

describe('the sales report', () => {
  it('adds up to the same totals by every grouping, split tenders included', async () => {
    await sell(
      '2024-03-05T15:00:00Z',
      [
        ['Rye', 2],
        ['Gin', 1],
        ['Rye', 1],
      ],
      [
        { type: 'card', amountCents: 1000 },
        { type: 'cash', amountCents: 2000 },
      ],
    );
    await sell('2024-03-05T20:30:00Z', [['Plain', 1]], [{ type: 'cash', amountCents: 713 }]);
    const whole = await report('2024-03-05', '2024-03-05', 'day');
    expect(whole).toMatchObject({
      timezone: 'America/New_York',
      totals: { salesCount: 2, units: 5, grossCents: 3565, totalCents: 3565, costCents: 2500, marginCents: 1065 },
    });
    for (const groupBy of [
      'day',
      'hour',
      'category',
      'product',
      'cashier',
      'tender',
      'brand',
      'vendor',
      'size',
      'store',
    ]) {
      const { totals, groups } = await report('2024-03-05', '2024-03-05', groupBy);
      expect(totals).toEqual(whole.totals);
      for (const figure of ['units', 'grossCents', 'netCents', 'totalCents', 'costCents', 'marginCents']) {
        expect(groups.reduce((sum: number, group: Record<string, number>) => sum + (group[figure] ?? 0), 0)).toBe(
          totals[figure],
        );
      }
    }
    expect(keyed((await report('2024-03-05', '2024-03-05', 'category')).groups)).toEqual({
      '': [1, 713],
      Gin: [1, 713],
      Whiskey: [1, 2139],
    });
    expect(keyed((await report('2024-03-05', '2024-03-05', 'tender')).groups)).toEqual({
      card: [1, 1000],
      cash: [2, 2565],
    });
    expect(keyed((await report('2024-03-05', '2024-03-05', 'hour')).groups)).toEqual({
      '10': [1, 2852],
      '15': [1, 713],
    });
  });

  it('keeps to the store’s days and hours across both clock changes', async () => {
    const cash = [{ type: 'cash', amountCents: 713 }];
    // 2024-03-10: 02:00 does not exist in New York. 2024-11-03: 01:00 comes twice.
    for (const at of [
      '2024-03-10T04:59:59Z',
      '2024-03-10T05:00:00Z',
      '2024-03-10T06:59:59Z',
      '2024-03-10T07:00:00Z',
      '2024-03-11T03:59:59Z',
      '2024-03-11T04:00:00Z',
    ])
      await sell(at, [['Gin', 1]], cash);
    for (const at of [
      '2024-11-03T03:59:59Z',
      '2024-11-03T04:00:00Z',
      '2024-11-03T05:30:00Z',
      '2024-11-03T06:30:00Z',
      '2024-11-04T04:59:59Z',
      '2024-11-04T05:00:00Z',
    ])
      await sell(at, [['Gin', 1]], cash);
    expect(keyed((await report('2024-03-09', '2024-03-11', 'day')).groups)).toEqual({
      '2024-03-09': [1, 713],
      '2024-03-10': [4, 2852],
      '2024-03-11': [1, 713],
    });
    expect(keyed((await report('2024-03-10', '2024-03-10', 'hour')).groups)).toEqual({
      '00': [1, 713],
      '01': [1, 713],
      '03': [1, 713],
      '23': [1, 713],
    });
    expect(keyed((await report('2024-11-03', '2024-11-03', 'hour')).groups)).toEqual({
      '00': [1, 713],
      '01': [2, 1426],
      '23': [1, 713],
    });
  });

  it('tells bottles of one name apart, and groups by brand, vendor, size and store', async () => {
    const labelsBy = async (groupBy: string) =>
      (await report('2024-03-05', '2024-03-05', groupBy)).groups.map(({ label }: { label: string }) => label).sort();
    expect(await labelsBy('product')).toEqual(['Gin', 'Plain', 'Rye 1.75 L']);
    expect(await labelsBy('brand')).toEqual(['No brand', 'Old Barn']);
    expect(await labelsBy('vendor')).toEqual(['Barn & Sons', 'No vendor']);
    expect(await labelsBy('size')).toEqual(['1.75 L', 'No size']);
    expect(await labelsBy('store')).toEqual(['Reports']);
  });

  it('begins the day where the store does', async () => {
    const { body: stores } = await org.cashier.get('/stores');
    await org.admin.call('patch', `/stores/${stores.items[0].id}`, { dayStartHour: 4 }).expect(200);
    await sell('2024-06-02T07:59:00Z', [['Gin', 1]], [{ type: 'cash', amountCents: 713 }]);
    await sell('2024-06-02T08:00:00Z', [['Gin', 1]], [{ type: 'cash', amountCents: 713 }]);
    expect(keyed((await report('2024-06-01', '2024-06-02', 'day')).groups)).toEqual({
      '2024-06-01': [1, 713],
      '2024-06-02': [1, 713],
    });
    await org.admin.call('patch', `/stores/${stores.items[0].id}`, { dayStartHour: 0 }).expect(200);
  });

  it('leaves a closed day as it was when a sale of it is voided, and takes it off today', async () => {
    const { body: sale } = await sell('2024-07-01T15:00:00Z', [['Gin', 1]], [{ type: 'cash', amountCents: 713 }]);
    const { body } = await org.manager.post(`/sales/${sale.id}/void`).expect(200);
    expect((await report('2024-07-01', '2024-07-01', 'day')).totals).toMatchObject({ salesCount: 1, totalCents: 713 });
    const today = body.voided.at.slice(0, 10);
    const around = (days: number) => new Date(Date.parse(today) + days * 86_400_000).toISOString().slice(0, 10);
    expect((await report(around(-1), around(1), 'day')).totals).toMatchObject({
      salesCount: -1,
      units: -1,
      totalCents: -713,
    });
    const { body: same } = await org.cashier
      .post('/sales', {
        id: randomUUID(),
        lines: [{ productId: ids['Rye'], packId: 'bottle', quantity: 1 }],
        tenders: [{ type: 'cash', amountCents: 713 }],
      })
      .expect(201);
    await org.manager.post(`/sales/${same.id}/void`).expect(200);
    expect(keyed((await report(around(-1), around(1), 'category')).groups)).toEqual({ Gin: [-1, -713] });
    // What was taken back are figures of their own: a manager sees what was rung up, and who took it back.
    const byCashier = (await report(around(-1), around(1), 'cashier')).groups as { key: string }[];
    expect(byCashier.find(({ key }) => key === org.manager.user.id)).toMatchObject({
      voidsCount: 2,
      voidedCents: 1426,
      returnsCount: 0,
      returnedCents: 0,
    });
  });

  it('adds up a weekday’s hours over its weeks, and leads from every group to the sales behind it', async () => {
    const other = await org.manager.post('/products', newProduct({ name: 'Other', category: 'Other' })).expect(201);
    ids['Other'] = other.body.id;
    // Two Tuesdays at five on the store's clock, and a Wednesday.
    const of = [];
    for (const at of ['2023-08-01T21:10:00Z', '2023-08-08T21:50:00Z', '2023-08-09T21:10:00Z']) {
      const line: [string, number][] = at.includes('-09T') ? [['Other', 1]] : [['Rye', 1]];
      of.push((await sell(at, line, [{ type: 'cash', amountCents: 713 }])).body.id);
    }
    const [from, to] = ['2023-08-01', '2023-08-31'];
    expect(keyed((await report(from, to, 'weekday_hour')).groups)).toEqual({ '2-17': [2, 1426], '3-17': [1, 713] });
    const behind = async (groupBy: string, key: string) => {
      const query = new URLSearchParams({ from, to, groupBy, key });
      const { body } = await org.manager.get(`/sales?${query}`).expect(200);
      return body.items.map(({ id }: { id: string }) => id).sort();
    };
    const groupings = ['day', 'hour', 'category', 'product', 'brand', 'vendor', 'size', 'store', 'cashier', 'tender'];
    for (const groupBy of [...groupings, 'weekday_hour']) {
      for (const { key, salesCount } of (await report(from, to, groupBy)).groups) {
        expect([groupBy, key, (await behind(groupBy, key)).length]).toEqual([groupBy, key, salesCount]);
      }
    }
    expect(await behind('category', 'Other')).toEqual([of[2]]);
    expect(await behind('hour', 'x')).toEqual([]);
  });

  it('refuses days that do not exist and ranges that end before they begin', async () => {
    const fault = async (query: string) =>
      (await org.manager.get(`/reports/sales?${query}`).expect(400)).body.errors.map(
        ({ path }: { path: string }) => path,
      );
    expect(await fault('from=2024-02-30&to=2024-03-01&groupBy=day')).toEqual(['from']);
    expect(await fault('from=2024-03-02&to=2024-03-01&groupBy=day')).toEqual(['to']);
    for (const path of ['/reports/exceptions', '/reports/hours', '/z-reports', '/sales', '/refusals', '/audit']) {
      const { body } = await org.admin.get(`${path}?from=2024-03-02&to=2024-03-01`).expect(400);
      expect([path, body.errors[0].path]).toEqual([path, 'to']);
    }
    expect(await fault('from=2024-03-01&to=2024-03-01&groupBy=week')).toEqual(['groupBy']);
  });
});

describe('the inventory valuation', () => {
  it('is what is on hand, at what it cost', async () => {
    const { body: product } = await org.manager.post('/products', newProduct({ name: 'Valued' })).expect(201);
    const lines = [{ productId: product.id, units: 3, unitCostCents: 333 }];
    await org.manager.post('/inventory/receipts', { lines }).expect(201);
    const { body } = await org.manager.get('/reports/inventory-valuation').expect(200);
    expect(body.items).toContainEqual({
      productId: product.id,
      sku: product.sku,
      name: 'Valued',
      category: 'Whiskey',
      onHand: 3,
      valueCents: 999,
    });
    const sum = (figure: 'onHand' | 'valueCents') =>
      body.items.reduce((total: number, item: Record<string, number>) => total + (item[figure] ?? 0), 0);
    expect(body.totals).toEqual({ products: body.items.length, onHand: sum('onHand'), valueCents: sum('valueCents') });
  });
});

describe('the stock report', () => {
  it('says what sells and how long it lasts, what to order by the case, and what lies dead', async () => {
    const stores = await org.admin.post('/stores', { name: 'Shelves', timezone: onAnotherDay() }).expect(201);
    const storeId = stores.body.id;
    const registerId = stores.body.registers[0].id;
    const make = async (about: object) =>
      (await org.manager.post('/products', newProduct({ ...about, vendor: 'Barn & Sons' })).expect(201)).body.id;
    const [seller, dead] = [await make({ name: 'Seller' }), await make({ name: 'Dead' })];
    const lines = [seller, dead].map((productId) => ({ productId, units: 10, unitCostCents: 500 }));
    await org.manager.post('/inventory/receipts', { lines, storeId }).expect(201);
    await org.cashier
      .post('/sales', {
        id: randomUUID(),
        registerId,
        lines: [{ productId: seller, packId: 'bottle', quantity: 8 }],
        tenders: [{ type: 'cash', amountCents: 8 * 713 }],
      })
      .expect(201);
    const { body } = await org.manager.get(`/reports/stock?days=7&coverDays=14&storeId=${storeId}`).expect(200);
    const item = (id: string) => body.items.find(({ productId }: { productId: string }) => productId === id);
    // Eight in seven days: two last one day; sixteen are wanted for fourteen.
    expect(item(seller)).toMatchObject({
      vendor: 'Barn & Sons',
      onHand: 2,
      soldUnits: 8,
      daysLeft: 1,
      sellThroughMillionths: 800_000,
      suggestion: { packs: 2, packName: 'Case', packUnits: 12, costCents: 12_000 },
    });
    // The days are the store's own.
    expect(body.to).toBe(item(seller).lastSoldOn);
    expect(Date.parse(body.to) - Date.parse(body.from)).toBe(6 * 86_400_000);
    expect(item(dead)).toMatchObject({ onHand: 10, soldUnits: 0, lastSoldOn: null, daysLeft: null, suggestion: null });
    expect(body.totals).toEqual({ deadProducts: 1, deadCents: 5000, orderProducts: 1, orderCents: 12_000 });
    await org.manager.get('/reports/stock?days=6').expect(400);
  });
});
