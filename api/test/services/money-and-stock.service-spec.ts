import { randomUUID } from 'node:crypto';
import { InventoryService } from '../../src/inventory/inventory.service';
import { StockChangesService } from '../../src/inventory/stock-changes.service';
import { StoreLanes } from '../../src/ledger/store-lanes';
import { PricingRulesService } from '../../src/pricing-rules/pricing-rules.service';
import { RuleBookService } from '../../src/pricing-rules/rule-book.service';
import { ProductsService } from '../../src/products/products.service';
import { ReportsService } from '../../src/reports/reports.service';
import { StockReportService } from '../../src/reports/stock-report.service';
import { CheckoutService } from '../../src/sales/checkout';
import { ReturnSaleService } from '../../src/sales/return-sale';
import { SalesService } from '../../src/sales/sales.service';
import { VoidSaleService } from '../../src/sales/void-sale';
import { StoreDirectory } from '../../src/store-directory/store-directory';
import { StoresService } from '../../src/stores/stores.service';
import { type ServedOrganization, ServiceServer } from '../support/service-server';
import { newProduct } from '../support/test-server';

let server: ServiceServer;
let org: ServedOrganization;

beforeAll(async () => {
  server = await ServiceServer.start();
});
afterAll(() => server.stop());
beforeEach(async () => {
  org = await server.openOrganization();
});
afterEach(async () => {
  jest.restoreAllMocks();
  expect(await org.bookDifferences()).toEqual([]);
});

const product = (changes: object = {}) =>
  org.ask(ProductsService, (products) => products.create(org.as.manager, newProduct(changes)));

const receive = (productId: string, units: number, unitCostCents: number, storeId?: string) =>
  org.ask(StockChangesService, (stock) =>
    stock.receive(org.as.manager, { lines: [{ productId, units, unitCostCents }], ...(storeId && { storeId }) }),
  );

const saleOf = (productId: string, quantity = 1, changes: object = {}) => ({
  id: randomUUID() as string,
  lines: [{ productId, packId: 'bottle', quantity }],
  tenders: [{ type: 'cash' as const, amountCents: 713 * quantity }],
  ...changes,
});

const sell = (sale: ReturnType<typeof saleOf>) =>
  org.ask(CheckoutService, (checkout) => checkout.sell(org.as.cashier, sale));

const onHand = async (productId: string, storeId?: string) => {
  const query = { limit: 50, productId, ...(storeId && { storeId }) };
  const { items } = await org.ask(InventoryService, (inventory) => inventory.list(org.as.cashier, query));
  return items[0];
};

describe('the ledger', () => {
  it('takes the same id paid otherwise for another sale', async () => {
    const { id } = await product();
    const sale = saleOf(id);
    await sell(sale);
    expect((await sell(sale)).replayed).toBe(true);
    const byCard = { ...sale, tenders: [{ type: 'card' as const, amountCents: 713 }] };
    await expect(sell(byCard as never)).rejects.toMatchObject({ code: 'sale_id_reused' });
  });

  it('puts back at the cost it left at what is voided and what is returned, whatever came in since', async () => {
    const { id } = await product();
    await receive(id, 10, 500);
    const [voided, returned] = [saleOf(id, 2), saleOf(id, 2)];
    await sell(voided);
    await sell(returned);
    // Twelve come in at nine times the cost: the average is another one now.
    await receive(id, 12, 4500);
    const before = await onHand(id);
    await org.ask(VoidSaleService, (voids) => voids.void(org.as.manager, voided.id, {}));
    expect((await onHand(id))?.valueCents).toBe((before?.valueCents ?? 0) + 2 * 500);
    await org.ask(ReturnSaleService, (returns) =>
      returns.take(org.as.cashier, returned.id, { id: randomUUID(), lines: [{ line: 0, quantity: 1 }] }),
    );
    expect(await onHand(id)).toMatchObject({ onHand: 21, valueCents: (before?.valueCents ?? 0) + 3 * 500 });
  });

  it('counts a return before the day’s start to the day before', async () => {
    const { items } = await org.ask(StoresService, (stores) => stores.list(org.as.cashier, { limit: 1 }));
    const store = items[0];
    if (!store) throw new Error('no store');
    const now = new Intl.DateTimeFormat('en-US', { timeZone: store.timezone, hour: 'numeric', hourCycle: 'h23' });
    const hour = Number(now.format());
    const { id } = await product();
    const sale = saleOf(id);
    const { document } = await sell(sale);
    // A day that begins an hour from now is still the one before; from eleven on none can.
    if (hour >= 12) return;
    await org.ask(StoresService, (stores) => stores.update(org.as.org_admin, store.id, { dayStartHour: hour + 1 }));
    const taken = await org.ask(ReturnSaleService, (returns) =>
      returns.take(org.as.cashier, sale.id, { id: randomUUID(), lines: [{ line: 0, quantity: 1 }] }),
    );
    const day = (text: string) => Date.parse(`${text}T00:00:00Z`) / 86_400_000;
    expect(day(taken.document.businessDate)).toBe(day(document.businessDate) - 1);
  });

  it('tells a till to come again, not that its register is gone, while the database has less than it had', async () => {
    const { id } = await product();
    await sell(saleOf(id));
    const registers = server.database(org.id).collection('registers');
    const all = await registers.find().toArray();
    await registers.deleteMany({});
    const again = { code: 'database_unavailable', details: { retryAfterSeconds: 2 } };
    // One who sold before, and one who asks for the first time which register is meant.
    await expect(sell(saleOf(id))).rejects.toMatchObject(again);
    await org.ask(StoreDirectory, async (directory) => directory.forgetDefault());
    await expect(sell(saleOf(id))).rejects.toMatchObject(again);
    await registers.insertMany(all);
    await sell(saleOf(id));
  });

  it('does not sell what is archived, unless it was sold without a connection', async () => {
    const { id } = await product();
    await org.ask(ProductsService, (products) => products.archive(org.as.manager, id));
    await expect(sell(saleOf(id))).rejects.toMatchObject({ code: 'product_archived' });
    const offline = saleOf(id, 1, { offline: true });
    const { document } = await org.ask(CheckoutService, (checkout) => checkout.sell(org.as.manager, offline));
    expect(document.flags).toContain('offline');
  });

  it('runs a first use again that another process won: first sales of one product in two registers at once', async () => {
    const { items } = await org.ask(StoresService, (stores) => stores.list(org.as.cashier, { limit: 1 }));
    const storeId = items[0]?.id ?? '';
    const { registers } = await org.ask(StoresService, (stores) =>
      stores.addRegister(org.as.org_admin, storeId, { name: 'Second' }),
    );
    // Without the lane of one process, as between two.
    jest.spyOn(StoreLanes.prototype, 'run').mockImplementation((_, work) => work());
    const { id } = await product();
    const sales = registers.flatMap(({ id: registerId }) =>
      Array.from({ length: 4 }, () => saleOf(id, 1, { registerId })),
    );
    await Promise.all(sales.map(sell));
    expect((await onHand(id))?.onHand).toBe(-8);
    const shifts = await server.database(org.id).collection('shifts').countDocuments();
    expect(shifts).toBe(registers.length);
  });

  it('keeps the sales of a store in one lane, and those of another out of it', async () => {
    const lanes: string[] = [];
    const run = StoreLanes.prototype.run;
    jest.spyOn(StoreLanes.prototype, 'run').mockImplementation(function (this: StoreLanes, lane, work) {
      lanes.push(lane);
      return run.call(this, lane, work) as never;
    });
    const { id } = await product();
    const second = await org.ask(StoresService, (stores) =>
      stores.create(org.as.org_admin, { name: 'Second', timezone: 'America/Chicago' }),
    );
    await sell(saleOf(id));
    await sell(saleOf(id));
    await sell(saleOf(id, 1, { registerId: second.registers[0]?.id }));
    const [first, again, other] = lanes;
    expect([first === again, other]).toEqual([true, `${org.id}:${second.id}`]);
  });
});

describe('a promotion', () => {
  it('runs on the weekday of the store, whatever day it is in Greenwich', async () => {
    const { id } = await product();
    const fridays = {
      name: 'Friday',
      storeIds: null,
      effectiveFrom: null,
      effectiveTo: null,
      offer: { kind: 'percent_off' as const, rateMillionths: 100_000 },
      selector: {},
      countsOnly: null,
      weekdays: [5],
      hours: null,
      customerGroups: null,
      limitPerSale: null,
      ...{ stackable: false, chained: false, order: 10, perPack: false, identical: false },
      ...{
        maxDiscountCents: null,
        couponCode: null,
        reimbursed: false,
        paidWith: null,
        maxUses: null,
        maxUsesPerCustomer: null,
        budgetCents: null,
      },
    };
    await org.ask(PricingRulesService, (rules) => rules.create(org.as.org_admin, 'promotions', fridays));
    const quoteAt = (at: string) =>
      org.ask(SalesService, (sales) => sales.quote(org.as.cashier, { lines: saleOf(id).lines }, new Date(at)));
    // Nine in the evening of a Friday in Chicago, and of the Thursday before.
    expect((await quoteAt('2026-11-28T03:00:00Z')).totals.discountCents).toBe(71);
    expect((await quoteAt('2026-11-27T03:00:00Z')).totals.discountCents).toBe(0);
  });
});

describe('stock', () => {
  it('has an average that is rounded half away from zero, and what turns up is worth what the shelf is', async () => {
    const { id } = await product();
    await receive(id, 1, 500);
    await receive(id, 1, 501);
    // 500.5 a bottle.
    expect(await onHand(id)).toMatchObject({ onHand: 2, valueCents: 1001, averageCostCents: 501 });
    await org.ask(StockChangesService, (stock) =>
      stock.adjust(org.as.manager, { productId: id, units: 2, reason: 'count' }),
    );
    expect(await onHand(id)).toMatchObject({ onHand: 4, valueCents: 1001 + 2 * 501 });
  });

  it('of a second store is its own', async () => {
    const { id } = await product();
    const second = await org.ask(StoresService, (stores) =>
      stores.create(org.as.org_admin, { name: 'Second', timezone: 'America/Chicago' }),
    );
    await receive(id, 5, 500);
    await receive(id, 3, 500, second.id);
    await sell(saleOf(id, 1, { registerId: second.registers[0]?.id }));
    expect((await onHand(id))?.onHand).toBe(5);
    expect((await onHand(id, second.id))?.onHand).toBe(2);
  });
});

describe('a report', () => {
  it('by product has the empties too, and adds up', async () => {
    await org.ask(RuleBookService, (book) => book.usePreset(org.as.org_admin, { preset: 'us-ia' }));
    const book = await org.ask(RuleBookService, (rules) => rules.ofRegister(org.as.cashier, undefined));
    const depositId = book.deposits[0]?.id ?? '';
    const { id } = await product();
    const empties = [{ depositId, count: 4 }];
    const paid = saleOf(id, 1, { empties, tenders: [{ type: 'cash', amountCents: 2000 }] });
    const { document } = await org.ask(CheckoutService, (checkout) => checkout.sell(org.as.manager, paid));
    const { businessDate: day } = document;
    const report = await org.ask(ReportsService, (reports) =>
      reports.salesReport(org.as.manager, { from: day, to: day, groupBy: 'product' }),
    );
    expect(report.groups.map(({ key }) => key)).toContain('empties');
    const total = report.groups.reduce((sum, { totalCents }) => sum + totalCents, 0);
    expect(total).toBe(report.totals.totalCents);
  });
});

describe('the stock report', () => {
  it('is of as many days as were asked for, though a clock was set back among them', async () => {
    const london = await server.openOrganization('Europe/London');
    // 23:44 in London, 39 days after the clocks went back.
    const report = await london.ask(StockReportService, (reports) =>
      reports.report(london.as.manager, { days: 90, coverDays: 14 }, new Date('2026-12-02T23:44:00Z')),
    );
    expect(report).toMatchObject({ from: '2026-09-04', to: '2026-12-02' });
  });
});
