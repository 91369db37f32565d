import { randomUUID } from 'node:crypto';
import { JobRunner } from '../src/jobs/job-runner';
import { type Client, newProduct, type Organization, TestServer } from './support/test-server';

let server: TestServer;
let org: Organization;

beforeAll(async () => {
  server = await TestServer.start();
  org = await server.openOrganization('Prices');
});
afterAll(() => server.stop());

const nameOf = async (client: Client) => (await client.get('/auth/me').expect(200)).body.user.name;
const make = async () => (await org.manager.post('/products', newProduct()).expect(201)).body;
const history = async (id: string) => (await org.manager.get(`/products/${id}/prices`).expect(200)).body.changes;
const priceOf = async (id: string) => (await org.cashier.get(`/products/${id}`).expect(200)).body.packs[0].priceCents;
const withPrice = (product: { packs: { priceCents: number }[] }, priceCents: number) =>
  product.packs.map((pack, index) => (index === 0 ? { ...pack, priceCents } : pack));

describe('a price', () => {
  it('remembers what it was, when it changed and who changed it, by hand and by a file', async () => {
    const product = await make();
    expect(await history(product.id)).toEqual([]);
    const { body: dearer } = await org.manager
      .put(`/products/${product.id}`, { version: product.version, packs: withPrice(product, 899) })
      .expect(200);
    await org.manager.put(`/products/${product.id}`, { version: dearer.version, name: 'Renamed' }).expect(200);
    const csv = `sku,name,price\n${product.sku},Renamed,9.99`;
    const upload = () =>
      server
        .anyone('post', '/products/import')
        .set('authorization', `Bearer ${org.admin.token}`)
        .set('content-type', 'text/csv')
        .send(csv);
    expect((await upload().expect(200)).body).toMatchObject({ updated: 1 });
    // What is as the file says already is not written again.
    expect((await upload().expect(200)).body).toMatchObject({ updated: 0 });
    expect(await history(product.id)).toMatchObject([
      { fromCents: 899, toCents: 999, packName: 'Bottle', userName: await nameOf(org.admin) },
      { fromCents: 713, toCents: 899, packName: 'Bottle', userName: await nameOf(org.manager) },
    ]);
    await org.cashier.get(`/products/${product.id}/prices`).expect(403);
  });

  it('said for later holds when it is time, in the name of who said it, and can be called off until then', async () => {
    const product = await make();
    const say = (priceCents: number, startsAt: Date) =>
      org.manager.post('/scheduled-prices', { productId: product.id, packId: 'bottle', priceCents, startsAt });
    const soon = new Date(Date.now() + 60_000);
    await say(799, soon).expect(201);
    const { body: never } = await say(1, soon).expect(201);
    const { body: later } = await say(999, new Date(Date.now() + 86_400_000)).expect(201);
    expect((await say(1, new Date(0)).expect(400)).body.errors).toMatchObject([{ path: 'startsAt' }]);
    await org.manager.delete(`/scheduled-prices/${never.id}`).expect(200);
    expect((await org.manager.delete(`/scheduled-prices/${never.id}`).expect(404)).body.code).toBe(
      'scheduled_price_not_found',
    );
    expect(await priceOf(product.id)).toBe(713);
    // Its time comes; the job then does what it does by itself, a minute later at the most.
    const database = server.tenantDatabase(org.id);
    await database.collection('scheduled_prices').updateOne({ startsAt: soon }, { $set: { startsAt: new Date() } });
    await database.collection('jobs').deleteMany({});
    await server.app.get(JobRunner).runDue();
    expect(await priceOf(product.id)).toBe(799);
    expect(await history(product.id)).toMatchObject([
      { fromCents: 713, toCents: 799, userName: await nameOf(org.manager) },
    ]);
    const { body: left } = await org.manager.get(`/scheduled-prices?productId=${product.id}`).expect(200);
    expect(left.items).toEqual([later]);
    const sale = await org.cashier
      .post('/sales', {
        id: randomUUID(),
        lines: [{ productId: product.id, packId: 'bottle', quantity: 1 }],
        tenders: [{ type: 'cash', amountCents: 799 }],
      })
      .expect(201);
    expect(sale.body.totalCents).toBe(799);
  });
});
