import { randomUUID } from 'node:crypto';
import { array, assert, asyncProperty, constantFrom, integer, record } from 'fast-check';
import { newProduct, type Organization, TestServer } from './support/test-server';

let server: TestServer;
let org: Organization;

beforeAll(async () => {
  server = await TestServer.start();
  org = await server.openOrganization();
  await server.takeAnyCash(org);
});
afterAll(() => server.stop());
// Whatever a test did, the books are right after it.
afterEach(async () => expect(await bookDifferences()).toEqual([]));

const bookDifferences = () => server.bookDifferences(org.id);

async function productInStock(units: number, overrides: object = {}) {
  const { body: product } = await org.manager.post('/products', newProduct(overrides)).expect(201);
  if (units > 0) {
    const lines = [{ productId: product.id, units, unitCostCents: 500 }];
    await org.manager.post('/inventory/receipts', { lines }).expect(201);
  }
  return product as { id: string; sku: string };
}

const balanceOf = async (productId: string) => {
  const { body } = await org.cashier.get(`/inventory?productId=${productId}`).expect(200);
  return body.items[0];
};

const saleOf = (productId: string, quantity = 1, packId = 'bottle', overrides: object = {}) => ({
  id: randomUUID(),
  lines: [{ productId, packId, quantity }],
  tenders: [{ type: 'cash', amountCents: 10_000_000 }],
  ...overrides,
});

describe('a sale', () => {
  it('is priced by the server, gives change, takes stock by the pack, and reads back', async () => {
    const product = await productInStock(24);
    const sale = saleOf(product.id, 1, 'case', {
      lines: [
        { productId: product.id, packId: 'case', quantity: 1 },
        { productId: product.id, packId: 'bottle', quantity: 2 },
      ],
      tenders: [
        { type: 'card', amountCents: 5000 },
        { type: 'cash', amountCents: 5000 },
      ],
    });
    const { body } = await org.cashier.post('/sales', sale).expect(201);
    expect(body).toMatchObject({
      id: sale.id,
      receiptNumber: '1-1-000001',
      status: 'completed',
      totalCents: 7999 + 2 * 713,
      changeCents: 10_000 - 7999 - 2 * 713,
      totals: { units: 14 },
      flags: [],
      cashierName: 'The cashier',
    });
    expect(await balanceOf(product.id)).toMatchObject({ onHand: 10, averageCostCents: 500, valueCents: 5000 });
    expect((await org.cashier.get(`/sales/${sale.id}`).expect(200)).body).toEqual(body);
    for (const meant of ['1-1-000001', '000001', '1'])
      expect((await org.cashier.get(`/sales?receiptNumber=${meant}`).expect(200)).body.items).toEqual([body]);
    expect(JSON.stringify(body)).not.toContain('costCents');
  });

  it('answers a retry with the first result, and another sale of the same id with 409', async () => {
    const product = await productInStock(10);
    const sale = saleOf(product.id);
    const answers = await Promise.all(Array.from({ length: 6 }, () => org.cashier.post('/sales', sale)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 200, 201]);
    for (const { body } of answers) expect(body).toEqual(answers[0]?.body);
    expect((await balanceOf(product.id)).onHand).toBe(9);
    const other = { ...sale, lines: [{ productId: product.id, packId: 'bottle', quantity: 2 }] };
    expect((await org.cashier.post('/sales', other).expect(409)).body.code).toBe('sale_id_reused');
  });

  it('is answered the same by two processes that get it at once', async () => {
    const product = await productInStock(50);
    const another = await server.startAnother();
    const twin = await another.login(org.cashier.user.email);
    for (let round = 0; round < 5; round++) {
      const sale = saleOf(product.id);
      const answers = await Promise.all([org.cashier.post('/sales', sale), twin.post('/sales', sale)]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 201]);
    }
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        (index % 2 ? org.cashier : twin).post('/sales', saleOf(product.id)).expect(201),
      ),
    );
    expect((await balanceOf(product.id)).onHand).toBe(25);
    await another.stop();
  });

  it('never fails for registers selling the same bottle at once, and each receipt has its own number', async () => {
    const product = await productInStock(40);
    const answers = await Promise.all(Array.from({ length: 40 }, () => org.cashier.post('/sales', saleOf(product.id))));
    expect(answers.every(({ status }) => status === 201)).toBe(true);
    expect(new Set(answers.map(({ body }) => body.receiptNumber)).size).toBe(40);
    expect((await balanceOf(product.id)).onHand).toBe(0);
  });

  it('sells below zero and flags it, or refuses where the store says so', async () => {
    const product = await productInStock(1);
    expect((await org.cashier.post('/sales', saleOf(product.id, 3)).expect(201)).body.flags).toEqual([
      'negative_stock',
    ]);
    expect(await balanceOf(product.id)).toMatchObject({ onHand: -2, valueCents: -1000 });
    const { body: stores } = await org.cashier.get('/stores');
    await org.admin.call('patch', `/stores/${stores.items[0].id}`, { negativeStock: 'block' }).expect(200);
    expect((await org.cashier.post('/sales', saleOf(product.id)).expect(409)).body.code).toBe('out_of_stock');
    await org.admin.call('patch', `/stores/${stores.items[0].id}`, { negativeStock: 'allow' }).expect(200);
    // Receiving settles the two missing bottles at what they turned out to cost.
    const lines = [{ productId: product.id, units: 4, unitCostCents: 600 }];
    await org.manager.post('/inventory/receipts', { lines }).expect(201);
    expect(await balanceOf(product.id)).toMatchObject({ onHand: 2, averageCostCents: 600, valueCents: 1200 });
  });

  it('is refused with the field at fault, and nothing is written', async () => {
    const product = await productInStock(5);
    const before = await server.tenantDatabase(org.id).collection('sales').countDocuments();
    const refused = async (overrides: object, status: number, code: string) => {
      const { body } = await org.cashier.post('/sales', saleOf(product.id, 1, 'bottle', overrides)).expect(status);
      expect(body.code).toBe(code);
      return body;
    };
    await refused({ tenders: [{ type: 'cash', amountCents: 712 }] }, 422, 'insufficient_tender');
    await refused({ tenders: [{ type: 'card', amountCents: 714 }] }, 422, 'card_over_tendered');
    await refused({ lines: [] }, 400, 'validation_failed');
    await refused({ lines: [{ productId: product.id, packId: 'bottle', quantity: 0 }] }, 400, 'validation_failed');
    await refused({ lines: [{ quantity: 1 }] }, 400, 'validation_failed');
    await refused({ lines: [{ productId: product.id, packId: 'keg', quantity: 1 }] }, 404, 'pack_not_found');
    await refused({ lines: [{ barcode: '99999999', quantity: 1 }] }, 404, 'unknown_barcode');
    await refused({ registerId: product.id }, 404, 'register_not_found');
    await refused({ id: 'not-a-uuid' }, 400, 'validation_failed');
    const changed = await refused({ totalCents: 700 }, 409, 'price_changed');
    expect(changed.quote.totalCents).toBe(713);
    expect(await server.tenantDatabase(org.id).collection('sales').countDocuments()).toBe(before);
    expect((await balanceOf(product.id)).onHand).toBe(5);
  });

  it('costs what its quote said', async () => {
    const product = await productInStock(5);
    const { id, tenders, ...basket } = saleOf(product.id, 3);
    const { body: quote } = await org.cashier.post('/sales/quote', basket).expect(200);
    const { body: sale } = await org.cashier
      .post('/sales', { id, tenders, ...basket, totalCents: quote.totalCents })
      .expect(201);
    const sold = quote.lines.map((line: object) => ({ ...line, returnedQuantity: 0, disposition: null }));
    expect(sale.lines).toEqual(sold);
    expect(sale.totals).toEqual(quote.totals);
  });

  it('may be dated back by a manager, offline or not, never by a cashier, never ahead', async () => {
    const product = await productInStock(5);
    const at = '2012-01-31T18:00:00.000Z';
    expect((await org.cashier.post('/sales', saleOf(product.id, 1, 'bottle', { at })).expect(403)).body.code).toBe(
      'backdating_forbidden',
    );
    const { body } = await org.manager.post('/sales', saleOf(product.id, 1, 'bottle', { at })).expect(201);
    expect(body).toMatchObject({ at, businessDate: '2012-01-31', flags: ['backdated'] });
    const offline = await org.manager
      .post('/sales', saleOf(product.id, 1, 'bottle', { at, offline: true }))
      .expect(201);
    expect(offline.body.flags).toEqual(['offline']);
    const ahead = new Date(Date.now() + 3_600_000).toISOString();
    await org.manager.post('/sales', saleOf(product.id, 1, 'bottle', { at: ahead })).expect(400);
  });

  it('is voided once, by a manager, with stock and money put back', async () => {
    const product = await productInStock(5);
    const { body: sale } = await org.cashier.post('/sales', saleOf(product.id, 2)).expect(201);
    await org.cashier.post(`/sales/${sale.id}/void`).expect(403);
    const voids = await Promise.all(
      [1, 2, 3].map(() => org.manager.post(`/sales/${sale.id}/void`, { reason: 'Rung twice' })),
    );
    for (const { status, body } of voids) {
      expect(status).toBe(200);
      expect(body).toMatchObject({ status: 'voided', voided: { reason: 'Rung twice' } });
    }
    expect(await balanceOf(product.id)).toMatchObject({ onHand: 5, valueCents: 2500 });
    const { body: movements } = await org.cashier.get(`/inventory/movements?productId=${product.id}`).expect(200);
    expect(movements.items.map(({ type, units }: { type: string; units: number }) => [type, units])).toEqual([
      ['void', 2],
      ['sale', -2],
      ['receipt', 5],
    ]);
    await org.manager.post(`/sales/${randomUUID()}/void`).expect(404);
  });
});

describe('inventory', () => {
  it('receives an invoice of a vendor once, however it is typed, also when it comes twice at once', async () => {
    const { body: product } = await org.manager.post('/products', newProduct()).expect(201);
    const receive = (vendor: string, invoice: string) =>
      org.manager.post('/inventory/receipts', {
        vendor,
        invoice,
        lines: [{ productId: product.id, units: 6, unitCostCents: 500 }],
      });
    const twice = await Promise.all([receive('Barn & Sons', 'A-17'), receive('barn & sons', ' a-17')]);
    expect(twice.map(({ status }) => status).sort()).toEqual([201, 409]);
    const refused = twice.find(({ status }) => status === 409);
    expect(refused?.body).toMatchObject({ code: 'invoice_received', errors: [{ path: 'invoice' }] });
    await receive('Barn & Sons', 'A-18').expect(201);
    await receive('Another', 'A-17').expect(201);
    const { body } = await org.manager.get(`/inventory?productId=${product.id}`).expect(200);
    expect(body.items[0].onHand).toBe(18);
  });

  it('adjusts with a reason and receives at cost, each once for its key', async () => {
    const product = await productInStock(10);
    const adjust = () =>
      org.manager
        .post('/inventory/adjustments', { productId: product.id, units: -2, reason: 'breakage', note: 'Fell' })
        .set('idempotency-key', `adjust-${product.id}`);
    const answers = await Promise.all([adjust(), adjust()]);
    for (const { status, body } of answers) {
      expect(status).toBe(201);
      expect(body.movement).toMatchObject({ units: -2, valueCents: -1000, reason: 'breakage', note: 'Fell' });
    }
    const receive = () =>
      org.manager
        .post('/inventory/receipts', { vendor: 'V', lines: [{ productId: product.id, units: 8, unitCostCents: 800 }] })
        .set('idempotency-key', `receive-${product.id}`);
    const [first, second] = await Promise.all([receive(), receive()]);
    expect(second?.body.id).toBe(first?.body.id);
    expect(await balanceOf(product.id)).toMatchObject({ onHand: 16, averageCostCents: 650, valueCents: 10_400 });
    await org.manager
      .post('/inventory/adjustments', { productId: product.id, units: 1, reason: 'because' })
      .expect(400);
    await org.manager.post('/inventory/adjustments', { productId: product.id, units: 0, reason: 'count' }).expect(400);
  });

  it('names what is at or below its reorder point', async () => {
    const low = await productInStock(2, { name: 'Low one', reorderPoint: 2 });
    const never = await productInStock(0, { name: 'Never received', reorderPoint: 0 });
    await productInStock(3, { name: 'Enough', reorderPoint: 2 });
    const { body } = await org.cashier.get('/inventory?low=true').expect(200);
    expect(body.items.map(({ productId }: { productId: string }) => productId)).toEqual([low.id, never.id]);
  });

  it('equals the sum of its movements after any sequence of operations', async () => {
    const products = await Promise.all([productInStock(5), productInStock(0)]);
    const operation = record({
      kind: constantFrom('sell', 'void', 'receive', 'adjust'),
      product: integer({ min: 0, max: 1 }),
      units: integer({ min: 1, max: 9 }),
      cost: integer({ min: 0, max: 999 }),
    });
    await assert(
      asyncProperty(array(operation, { minLength: 1, maxLength: 8 }), async (operations) => {
        const sold: string[] = [];
        for (const { kind, product, units, cost } of operations) {
          const productId = products[product]?.id ?? '';
          const sale = saleOf(productId, units);
          const last = sold.pop();
          if (kind === 'sell') {
            await org.cashier.post('/sales', sale).expect(201);
            sold.push(sale.id);
          } else if (kind === 'void' && last) await org.manager.post(`/sales/${last}/void`).expect(200);
          else if (kind === 'receive') {
            const lines = [{ productId, units, unitCostCents: cost }];
            await org.manager.post('/inventory/receipts', { lines }).expect(201);
          } else {
            const adjustment = { productId, units: cost % 2 ? units : -units, reason: 'count' };
            await org.manager.post('/inventory/adjustments', adjustment).expect(201);
          }
        }
        expect(await bookDifferences()).toEqual([]);
      }),
      { numRuns: 12 },
    );
  });
});
