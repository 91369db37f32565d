import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDemo } from '../src/demo/demo';
import { type Client, PASSWORD, TestServer } from './support/test-server';

/** A third of what it is without that. */
const DAYS = 30;
const BARCODE = '2000000433370';

let server: TestServer;
let manager: Client;

beforeAll(async () => {
  server = await TestServer.start({ DEMO_PASSWORD: PASSWORD, DEMO_DAYS: String(DAYS) });
  await openDemo(server.app, server.environment, () => undefined);
  manager = await server.login('manager@demo.example');
});
afterAll(() => server.stop());

const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
const salesByDay = async () => {
  const { body } = await manager.get(`/reports/sales?from=${day(DAYS + 2)}&to=${day(-1)}&groupBy=day`).expect(200);
  return body as { totals: { salesCount: number; taxCents: number }; groups: { salesCount: number }[] };
};

describe('the demo', () => {
  it('is a store of Iowa: it charges tax and deposit, asks for an age and keeps the hours', async () => {
    const { body: quote } = await manager
      .post('/sales/quote', { lines: [{ barcode: BARCODE, quantity: 1 }] })
      .expect(200);
    expect(quote.totals).toMatchObject({ netCents: 1649, depositCents: 5, taxCents: 99 });
    expect(quote.ageRequirement.minimumAge).toBe(21);
    const { body: book } = await manager.get('/pricing/book').expect(200);
    expect(book.hours.map(({ name }: { name: string }) => name)).toEqual(['Iowa hours of sale']);
    expect(book.promotions).toHaveLength(2);
    const { body: stores } = await manager.get('/stores').expect(200);
    expect(stores.items[0].quickKeys).toHaveLength(24);
  });

  it('has sold for as many days as it is told, with books that are right', async () => {
    const { totals, groups } = await salesByDay();
    expect(groups.length).toBeGreaterThanOrEqual(DAYS);
    for (const { salesCount } of groups.slice(0, DAYS)) expect(salesCount).toBeGreaterThan(0);
    expect(totals.taxCents).toBeGreaterThan(0);
    expect(await server.bookDifferences(manager.user.organizationId)).toEqual([]);
    // What is in the drawer was sold today; what was before is counted.
    const { body: open } = await manager.get('/shifts?status=open').expect(200);
    for (const { id } of open.items) {
      const { body: figures } = await manager.get(`/shifts/${id}/x`).expect(200);
      expect(figures.sales.count).toBeLessThanOrEqual(15);
    }
    const { body: counted } = await manager.get('/shifts?status=closed').expect(200);
    expect(counted.items).toHaveLength(1);
    expect(counted.items[0].overShort.every(({ cents }: { cents: number }) => cents === 0)).toBe(true);
  });

  it('sells nothing twice when its first start was interrupted', async () => {
    const before = await salesByDay();
    const accounts = join(server.environment.dataDir, 'demo-accounts.txt');
    writeFileSync(accounts, readFileSync(accounts, 'utf8').replace('(ready)\n', ''));
    await openDemo(server.app, server.environment, () => undefined);
    const after = await salesByDay();
    // A sale whose minute has become history meanwhile is new, and only that.
    expect(after.totals.salesCount - before.totals.salesCount).toBeLessThanOrEqual(1);
    const { body: book } = await manager.get('/pricing/book').expect(200);
    expect([book.taxes.length, book.ages.length, book.hours.length, book.promotions.length]).toEqual([1, 1, 1, 2]);
  });
});
