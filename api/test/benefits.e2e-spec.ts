import { randomUUID } from 'node:crypto';
import { newProduct, type Organization, TestServer } from './support/test-server';

let server: TestServer;
let org: Organization;
let storeId: string;
let soda: string;
let wine: string;

beforeAll(async () => {
  server = await TestServer.start();
  org = await server.openOrganization();
  await server.takeAnyCash(org);
  const priced = async (priceCents: number, more: object) => {
    const packs = [{ id: 'one', name: 'One', units: 1, priceCents }];
    return (await org.manager.post('/products', newProduct({ packs, ...more })).expect(201)).body.id;
  };
  soda = await priced(1000, { ageRestricted: false, ebtEligible: true });
  wine = await priced(2000, {});
  const tenth = { name: 'A tenth', levy: { kind: 'percentage', rateMillionths: 100_000 } };
  await org.admin.post('/pricing/taxes', tenth).expect(201);
  storeId = (await org.cashier.get('/stores').expect(200)).body.items[0].id;
  const tenders = ['cash', 'card', 'ebt', 'store_credit'];
  await org.admin.call('patch', `/stores/${storeId}`, { tenders }).expect(200);
});
afterAll(() => server.stop());
// Whatever a test did, the books are right after it.
afterEach(async () => expect(await server.bookDifferences(org.id)).toEqual([]));

const some = (productId: string, quantity = 1) => ({ productId, packId: 'one', quantity });
const cash = (amountCents: number) => ({ type: 'cash', amountCents });
const ebt = (amountCents: number, reference = '4242') => ({ type: 'ebt', amountCents, reference });

async function sell(lines: object[], tenders: object[], more: object = {}, status = 201) {
  const sale = { id: randomUUID(), lines, tenders, ...more };
  return (await org.cashier.post('/sales', sale).expect(status)).body;
}

async function takeBack(saleId: string, line: number, more: object = {}) {
  const back = { id: randomUUID(), lines: [{ line, quantity: 1 }], reason: 'Flat', ...more };
  return (await org.manager.post(`/sales/${saleId}/returns`, back).expect(201)).body.tenders;
}

describe('EBT', () => {
  it('pays for food, which is not taxed then, and for nothing else', async () => {
    const lines = [some(soda), some(wine)];
    const { body: plain } = await org.cashier.post('/sales/quote', { lines }).expect(200);
    expect(plain).toMatchObject({ totalCents: 3300, ebtEligibleCents: 1000 });
    const { body: quote } = await org.cashier.post('/sales/quote', { lines, ebtCents: 1000 }).expect(200);
    expect(quote).toMatchObject({ totalCents: 3200, ebtEligibleCents: 1000 });
    const sale = await sell(lines, [ebt(1000), cash(2200)], { totalCents: 3200 });
    expect(sale).toMatchObject({ totalCents: 3200, totals: { taxCents: 200 }, tenders: [ebt(1000), cash(2200)] });
    expect(sale.lines).toMatchObject([
      { ebtCents: 1000, taxCents: 0, taxes: [] },
      { ebtCents: 0, taxCents: 200 },
    ]);
    const changed = await sell(lines, [ebt(1000), cash(2300)], { totalCents: 3300 }, 409);
    expect(changed).toMatchObject({ code: 'price_changed', quote: { totalCents: 3200 } });
    const refused = await sell(lines, [ebt(1001), cash(2200)], {}, 422);
    expect(refused).toMatchObject({
      ...{ code: 'ebt_over_eligible', ebtEligibleCents: 1000 },
      errors: [{ path: 'tenders.0.amountCents' }],
    });
    await sell([some(wine)], [ebt(1), cash(2200)], {}, 422);
  });

  it('leaves to be taxed what it does not pay of the food', async () => {
    const sale = await sell([some(soda)], [ebt(400), cash(660)]);
    expect(sale).toMatchObject({ totalCents: 1060, totals: { taxCents: 60 }, changeCents: 0 });
    expect(sale.lines[0].taxes).toMatchObject([{ amountCents: 60, taxableCents: 600 }]);
  });

  it('has back what it paid, line by line and whatever is asked for, and never as cash or credit', async () => {
    const { id } = await sell([some(soda, 3), some(wine)], [ebt(1000, '1111'), ebt(1500, '2222'), cash(2750)]);
    expect(await takeBack(id, 1)).toEqual([cash(-2200)]);
    // 833.33 of each soda; the rest of it and its tax were paid in cash.
    expect(await takeBack(id, 0)).toEqual([ebt(-833, '1111'), cash(-184)]);
    expect(await takeBack(id, 0, { refund: 'cash' })).toEqual([ebt(-167, '1111'), ebt(-667, '2222'), cash(-182)]);
    expect(await takeBack(id, 0, { refund: 'store_credit' })).toEqual([
      ebt(-833, '2222'),
      { type: 'store_credit', amountCents: -184, code: expect.any(String) },
    ]);
  });

  it('pays for no wine by way of an exchange', async () => {
    const sale = await sell([some(soda)], [ebt(1000)]);
    const exchange = { saleId: sale.id, lines: [{ line: 0, quantity: 1 }], reason: 'Flat' };
    const refused = await sell([some(wine)], [cash(2200)], { exchange }, 409);
    expect(refused).toMatchObject({ code: 'ebt_not_exchanged', errors: [{ path: 'exchange.lines' }] });
  });

  it('is counted at the close, gets a void back, and has no tax in the reports', async () => {
    // Of the sales above 1000 for one soda, 400 of another and 1000 of a third are left.
    const voided = await sell([some(soda)], [ebt(1000)]);
    await org.manager.post(`/sales/${voided.id}/void`, { reason: 'Twice' }).expect(200);
    const day = voided.businessDate;
    const { body } = await org.manager.get(`/reports/sales?from=${day}&to=${day}&groupBy=tender`).expect(200);
    const group = body.groups.find(({ key }: { key: string }) => key === 'ebt');
    expect(group).toMatchObject({ taxCents: 0, netCents: 2400, totalCents: 2400 });
    const { body: shift } = await org.manager.get(`/shifts/${voided.shiftId}`).expect(200);
    expect(shift.expected).toContainEqual({ tender: 'ebt', cents: 2400 });
  });

  it('pays a tax that the price contains, as the report has it', async () => {
    const other = await server.openOrganization();
    const packs = [{ id: 'one', name: 'One', units: 1, priceCents: 1200 }];
    const bread = newProduct({ ageRestricted: false, ebtEligible: true, packs });
    const { id: productId } = (await other.manager.post('/products', bread).expect(201)).body;
    const fifth = { name: 'VAT', inclusive: true, levy: { kind: 'percentage', rateMillionths: 200_000 } };
    await other.admin.post('/pricing/taxes', fifth).expect(201);
    const store = (await other.cashier.get('/stores').expect(200)).body.items[0].id;
    await other.admin.call('patch', `/stores/${store}`, { tenders: ['cash', 'ebt'] }).expect(200);
    const sale = { id: randomUUID(), lines: [some(productId)], tenders: [ebt(1194), cash(6)] };
    const { body } = await other.cashier.post('/sales', sale).expect(201);
    expect(body).toMatchObject({ totalCents: 1200, totals: { taxCents: 200 } });
    const query = `from=${body.businessDate}&to=${body.businessDate}&groupBy=tender`;
    const { groups } = (await other.manager.get(`/reports/sales?${query}`).expect(200)).body;
    expect(groups).toMatchObject([
      { key: 'cash', netCents: 5, taxCents: 1, totalCents: 6 },
      { key: 'ebt', netCents: 995, taxCents: 199, totalCents: 1194 },
    ]);
  });

  it('is not taken where the store does not, which is so until it says otherwise', async () => {
    const other = await server.openOrganization();
    const { id } = (
      await other.manager.post('/products', newProduct({ ageRestricted: false, ebtEligible: true })).expect(201)
    ).body;
    const sale = { id: randomUUID(), lines: [{ productId: id, packId: 'bottle', quantity: 1 }], tenders: [ebt(713)] };
    const { body } = await other.cashier.post('/sales', sale).expect(422);
    expect(body).toMatchObject({ code: 'tender_not_taken', errors: [{ path: 'tenders.0.type' }] });
  });
});

describe('food that EBT may pay for', () => {
  it('asks for no age, however it becomes one or the other', async () => {
    const alcohol = await org.manager.post('/products', newProduct({ ebtEligible: true })).expect(400);
    expect(alcohol.body.errors).toEqual([{ path: 'ebtEligible', message: expect.any(String) }]);
    const { body: food } = await org.manager
      .post('/products', newProduct({ ageRestricted: false, ebtEligible: true }))
      .expect(201);
    const { id, version } = food;
    await org.manager.put(`/products/${id}`, { ageRestricted: true, version }).expect(400);
    const { body: none } = await org.manager.put(`/products/${id}`, { ebtEligible: false, version }).expect(200);
    expect(none.ebtEligible).toBe(false);
    const again = { ebtEligible: true, version: none.version };
    expect((await org.manager.put(`/products/${id}`, again).expect(200)).body.ebtEligible).toBe(true);
  });

  it('comes and goes with a file', async () => {
    const header = 'sku,name,price,ageRestricted,ebtEligible';
    const file = [header, 'F-1,Pretzels,2.50,no,yes', 'F-2,Gin,20.00,yes,yes'].join('\n');
    const sent = org.manager.call('post', '/products/import').set('content-type', 'text/csv').send(file);
    const { body } = await sent.expect(200);
    const rejected = [expect.objectContaining({ row: 3, errors: [expect.objectContaining({ path: 'ebtEligible' })] })];
    expect(body).toEqual({ created: 1, updated: 0, rejected });
    const { body: found } = await org.manager.get('/products?q=pretzels').expect(200);
    expect(found.items).toMatchObject([{ sku: 'F-1', ebtEligible: true }]);
    // A column that is not there leaves what there is: food stays food, and gin none.
    const again = ['sku,name,price,ebtEligible', 'F-1,Pretzels,2.75,yes', `F-3,Gin,20.00,yes`].join('\n');
    const { body: second } = await org.manager
      .call('post', '/products/import')
      .set('content-type', 'text/csv')
      .send(again)
      .expect(200);
    expect(second).toMatchObject({ created: 0, updated: 1, rejected: [{ row: 3, errors: [{ path: 'ebtEligible' }] }] });
    const exported = (await org.manager.get('/products/export').expect(200)).text;
    expect(exported.split('\n').find((line: string) => line.startsWith('F-1'))).toContain(',no,yes,');
  });
});
