import { randomUUID } from 'node:crypto';
import { writesManyCollectionsAtOnce } from '../src/mongo/server-version';
import { itBesideMain, newProduct, type Organization, TestServer } from './support/test-server';
import { watchCommands } from './support/watched-commands';

/** Commands no request waits for. */
const BESIDE = ['hello', 'ping', 'endSessions', 'getMore'];

let server: TestServer;
let org: Organization;
let commands: { name: string; database: string }[] = [];

beforeAll(async () => {
  watchCommands();
  server = await TestServer.start();
  org = await server.openOrganization();
  server.main.getClient().on('commandStarted', ({ commandName, databaseName }) => {
    if (!BESIDE.includes(commandName)) commands.push({ name: commandName, database: databaseName });
  });
});
afterAll(() => server.stop());

/** What a warm request asks of the database. */
async function commandsOf(call: () => PromiseLike<{ status: number }>): Promise<string[]> {
  expect((await call()).status).toBeLessThan(300);
  commands = [];
  expect((await call()).status).toBeLessThan(300);
  const tenant = `tenant_${org.id}`;
  // After sign-in a request touches the tenant alone; commits and bulk writes name admin, whatever they are about.
  for (const { database } of commands) expect([tenant, 'admin']).toContain(database);
  return commands.map(({ name }) => name);
}

/** A sale's writes: one command on MongoDB 8.0, before that one for each collection. */
const writes = () =>
  writesManyCollectionsAtOnce(server.main.getClient())
    ? ['bulkWrite']
    : ['insert', 'update', 'update', 'insert', 'update'];

itBesideMain.each([1, 5, 50])('a sale of %i lines takes the same few round trips, commit included', async (count) => {
  const lines: object[] = [];
  for (let line = 0; line < count; line++) {
    const { body } = await org.manager.post('/products', newProduct()).expect(201);
    lines.push({ productId: body.id, packId: 'bottle', quantity: 1 });
  }
  const tenders = [{ type: 'cash', amountCents: 713 * count }];
  const sell = () => org.cashier.post('/sales', { id: randomUUID(), lines, tenders });
  expect(await commandsOf(sell)).toEqual(['aggregate', 'aggregate', ...writes(), 'commitTransaction']);
});

itBesideMain('a sale takes one more right after the pricing rules changed, and the next one not', async () => {
  const { body: product } = await org.manager.post('/products', newProduct()).expect(201);
  const lines = [{ productId: product.id, packId: 'bottle', quantity: 1 }];
  const ageCheck = { method: 'birth_date', birthDate: '1980-01-31' };
  const sell = async () => {
    commands = [];
    const sale = { id: randomUUID(), lines, tenders: [{ type: 'cash', amountCents: 713 }], ageCheck };
    await org.cashier.post('/sales', sale).expect(201);
    return commands.map(({ name }) => name);
  };
  await sell();
  await org.admin.post('/pricing/ages', { name: 'Alcohol', selector: {}, minimumAge: 21 }).expect(201);
  expect(await sell()).toHaveLength(4 + writes().length);
  expect(await sell()).toHaveLength(3 + writes().length);
});

itBesideMain.each([
  ['a lookup', '/products/lookup?barcode=2000000000015'],
  ['a page of products', '/products?q=bottle'],
  ['a page of balances', '/inventory?low=true'],
  ['a page of sales', '/sales'],
  ['a report', '/reports/sales?from=2026-01-01&to=2026-12-31&groupBy=category'],
  ['the valuation', '/reports/inventory-valuation'],
])('%s takes one', async (_, path) => {
  const packs = [{ name: 'Bottle', units: 1, priceCents: 100, barcodes: ['2000000000015'] }];
  await org.manager.post('/products', newProduct({ packs }));
  expect(await commandsOf(() => org.manager.get(path))).toHaveLength(1);
});
