import { randomUUID } from 'node:crypto';
import { newProduct, type Organization, PASSWORD, TestServer } from './support/test-server';

const PIN = '4711';

let server: TestServer;
let org: Organization;

beforeAll(async () => {
  server = await TestServer.start();
  org = await server.openOrganization();
  await server.takeAnyCash(org);
  await org.manager.put('/users/me/pin', { password: PASSWORD, pin: PIN }).expect(200);
});
afterAll(() => server.stop());

const allow = async (permission: string, subject: string) =>
  (await org.cashier.post('/approvals', { permission, subject, pin: PIN, approverId: org.manager.user.id }).expect(201))
    .body.approval;

const productIn = async (category: string) =>
  (await org.manager.post('/products', { ...newProduct(), category }).expect(201)).body.id as string;
const saleOf = (productId: string, more: object = {}) => ({
  ...{ id: randomUUID(), lines: [{ productId, packId: 'bottle', quantity: 1 }] },
  ...{ tenders: [{ type: 'cash', amountCents: 1000 }], ...more },
});
const CLOSED = Array.from({ length: 7 }, () => ({ windows: [] }));

describe('a sale at another hour', () => {
  const hoursFor = (category: string, byApproval: boolean) =>
    org.admin
      .post('/pricing/hours', { name: category, selector: { categories: [category] }, week: CLOSED, byApproval })
      .expect(201);

  it('is made where the store decides and a manager allows it, and flagged', async () => {
    await hoursFor('House hours', true);
    const productId = await productIn('House hours');
    const { body: quote } = await org.cashier.post('/sales/quote', { lines: saleOf(productId).lines }).expect(200);
    expect(quote.saleHours).toMatchObject({ open: false, byApproval: true });
    const sale = saleOf(productId);
    const { body: refused } = await org.cashier.post('/sales', sale).expect(403);
    expect(refused).toMatchObject({ code: 'approval_required', permission: 'sale.after_hours' });
    const approval = await allow('sale.after_hours', sale.id);
    const { body } = await org.cashier.post('/sales', { ...sale, approval }).expect(201);
    expect(body.flags).toContain('outside_sale_hours');
    expect(body.approvals).toMatchObject([{ permission: 'sale.after_hours', by: { id: org.manager.user.id } }]);
    await org.manager.post('/sales', saleOf(productId)).expect(201);
  });

  it('is nobody’s to allow where the law decides', async () => {
    await hoursFor('The law’s hours', false);
    const productId = await productIn('The law’s hours');
    const sale = saleOf(productId);
    const approval = await allow('sale.after_hours', sale.id);
    const { body } = await org.cashier.post('/sales', { ...sale, approval }).expect(422);
    expect(body.code).toBe('outside_sale_hours');
    await org.manager.post('/sales', saleOf(productId)).expect(422);
  });
});

describe('a seller', () => {
  it('who is too young for what is sold asks a manager; whose birth date nobody knows does not', async () => {
    const rule = { name: 'Spirits', selector: { categories: ['Spirits'] }, minimumAge: 21, sellerMinimumAge: 21 };
    await org.admin.post('/pricing/ages', rule).expect(201);
    const productId = await productIn('Spirits');
    const ageCheck = { method: 'birth_date', birthDate: '1980-01-31' };
    await org.cashier.post('/sales', saleOf(productId, { ageCheck })).expect(201);

    const birthDate = (years: number) => `${new Date().getUTCFullYear() - years}-01-01`;
    const path = `/users/${org.cashier.user.id}/birth-date`;
    const { body: set } = await org.admin.put(path, { birthDate: birthDate(19) }).expect(200);
    expect((await org.admin.get(path).expect(200)).body).toEqual(set);
    const sale = saleOf(productId, { ageCheck });
    const { body: refused } = await org.cashier.post('/sales', sale).expect(403);
    expect(refused).toMatchObject({ code: 'approval_required', permission: 'sale.seller_age' });
    const approval = await allow('sale.seller_age', sale.id);
    await org.cashier.post('/sales', { ...sale, approval }).expect(201);
    // Beer they may sell.
    await org.cashier.post('/sales', saleOf(await productIn('Beer'))).expect(201);

    // Who allows it is old enough as well, or it is not allowed.
    const managers = `/users/${org.manager.user.id}/birth-date`;
    await org.admin.put(managers, { birthDate: birthDate(20) }).expect(200);
    const other = saleOf(productId, { ageCheck });
    const lent = await allow('sale.seller_age', other.id);
    const { body: young } = await org.cashier.post('/sales', { ...other, approval: lent }).expect(403);
    expect(young.code).toBe('seller_too_young');
    expect((await org.manager.post('/sales', saleOf(productId, { ageCheck })).expect(403)).body.code).toBe(
      'seller_too_young',
    );
    await org.admin.put(managers, { birthDate: null }).expect(200);
    await org.manager.post('/sales', saleOf(productId, { ageCheck })).expect(201);

    await org.admin.put(path, { birthDate: birthDate(40) }).expect(200);
    await org.cashier.post('/sales', saleOf(productId, { ageCheck })).expect(201);
  });

  it('has a birth date that is in no list, and that only who manages users sees', async () => {
    const path = `/users/${org.cashier.user.id}/birth-date`;
    await org.manager.get(path).expect(403);
    await org.cashier.get(path).expect(403);
    const { body: user } = await org.manager.get(`/users/${org.cashier.user.id}`).expect(200);
    expect(user).not.toHaveProperty('birthDate');
    for (const nobodys of ['2004-02-30', '2030-01-01', '1800-01-01'])
      await org.admin.put(path, { birthDate: nobodys }).expect(400);
    await org.admin.put(path, { birthDate: null }).expect(200);
    const { body: log } = await org.manager.get('/audit?action=user.birth_date').expect(200);
    expect(JSON.stringify(log.items)).not.toMatch(/\d{4}-01-01"/);
    expect(log.items.filter(({ subject }: { subject: string }) => subject === org.cashier.user.id)).toHaveLength(3);
  });
});

describe('an unknown bottle', () => {
  it('is added by a cashier with a manager’s leave, once', async () => {
    const saleId = randomUUID();
    const bottle = { saleId, barcode: '012345678905', name: 'Unknown Rum', priceCents: 1299 };
    const { body: refused } = await org.cashier.post('/products/quick-add', bottle).expect(403);
    expect(refused).toMatchObject({ code: 'approval_required', permission: 'product.quick_add' });
    const approval = await allow('product.quick_add', saleId);
    const { body: product } = await org.cashier.post('/products/quick-add', { ...bottle, approval }).expect(201);
    expect(product).toMatchObject({
      name: 'Unknown Rum',
      packs: [{ units: 1, priceCents: 1299 }],
      ageRestricted: true,
    });
    const found = await org.cashier.get('/products/lookup?barcode=012345678905').expect(200);
    expect(found.body.product.id).toBe(product.id);
    const other = { ...bottle, barcode: '4006381333931' };
    await org.cashier.post('/products/quick-add', { ...other, approval }).expect(409);
    await org.manager.post('/products/quick-add', bottle).expect(409);
    const { body: log } = await org.manager.get('/audit?action=product.quick_add').expect(200);
    expect(log.items).toMatchObject([
      { subject: product.id, approvedBy: { id: org.manager.user.id }, after: { priceCents: 1299 } },
    ]);
  });
});
