import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { PricingRulesService } from '../../src/pricing-rules/pricing-rules.service';
import { ProductChangesService } from '../../src/products/product-changes.service';
import { ProductImportService } from '../../src/products/product-import.service';
import { ProductsService } from '../../src/products/products.service';
import { StoresService } from '../../src/stores/stores.service';
import { UsersService } from '../../src/users/users.service';
import { type ServedOrganization, ServiceServer } from '../support/service-server';
import { newProduct, PASSWORD } from '../support/test-server';
import { watchCommands } from '../support/watched-commands';

let server: ServiceServer;
let org: ServedOrganization;

beforeAll(async () => {
  watchCommands();
  server = await ServiceServer.start();
  org = await server.openOrganization();
});
afterAll(() => server.stop());

describe('a user', () => {
  it('is written to the tenant before main, whatever is written', async () => {
    const written: string[] = [];
    server.main.getClient().on('commandStarted', ({ commandName, databaseName, command }) => {
      if (['insert', 'update', 'delete'].includes(commandName) && command[commandName] === 'users')
        written.push(databaseName);
    });
    const bothInTurn = async (write: () => Promise<unknown>) => {
      written.length = 0;
      await write();
      expect(written).toEqual([`tenant_${org.id}`, 'NewLiqourPOS']);
    };
    const email = `${Date.now()}@order.example`;
    let id = '';
    await bothInTurn(async () => {
      const input = { email, name: 'Una', role: 'cashier' as const, password: PASSWORD };
      ({ id } = await org.ask(UsersService, (users) => users.create(org.as.org_admin, input)));
    });
    await bothInTurn(() => org.ask(UsersService, (users) => users.update(org.as.org_admin, id, { name: 'Ursula' })));
    await bothInTurn(() => org.ask(UsersService, (users) => users.delete(org.as.org_admin, id)));
  });
});

describe('a rule', () => {
  it('names no store of another organization', async () => {
    const other = await server.openOrganization();
    const { items } = await other.ask(StoresService, (stores) => stores.list(other.as.cashier, { limit: 1 }));
    const rule = {
      name: 'Alcohol',
      storeIds: [items[0]?.id ?? ''],
      effectiveFrom: null,
      effectiveTo: null,
      selector: {},
      minimumAge: 21,
      includeUnrestricted: false,
      visualAllowed: false,
      sellerMinimumAge: null,
    };
    await expect(
      org.ask(PricingRulesService, (rules) => rules.create(org.as.org_admin, 'ages', rule)),
    ).rejects.toMatchObject({ code: 'store_not_found', details: { errors: [{ path: 'storeIds.0' }] } });
  });
});

describe('an import', () => {
  it('takes a barcode once in a file', async () => {
    const file = [
      'sku,name,pack,units,price,barcodes',
      'A1,A,Bottle,1,7.13,2000000000022',
      'B1,B,Bottle,1,7.13,2000000000022',
    ];
    const report = await org.ask(ProductImportService, (imports) =>
      imports.import(org.as.manager, Readable.from([Buffer.from(file.join('\n'))])),
    );
    expect(report).toMatchObject({ created: 1, rejected: [{ row: 3, errors: [{ path: 'barcodes' }] }] });
  });

  it('loses nothing of another that runs at once, and each part is in the log with what it wrote', async () => {
    const { ask, as, id } = await server.openOrganization();
    const run = (header: string, line: (index: number) => string) => {
      const file = [`sku,name,price${header}`, ...Array.from({ length: 600 }, (_, index) => line(index))].join('\n');
      return ask(ProductImportService, (imports) => imports.import(as.manager, Readable.from([Buffer.from(file)])));
    };
    await run(',cost', (index) => `C${index},Cost ${index},7.13,4.00`);
    const [prices, costs] = await Promise.all([
      run('', (index) => `C${index},Cost ${index},8.00`),
      run(',cost', (index) => `C${index},Cost ${index},7.13,5.00`),
    ]);
    const database = server.database(id);
    // Whichever was last, the other's costs are there: its file has none.
    expect(await database.collection('products').countDocuments({ costCents: 500 })).toBe(600);
    const entries = await database.collection('audit_log').find({ action: 'product.import' }).toArray();
    const sumOf = (what: string) => entries.reduce((sum, { after }) => sum + Number(after[what]), 0);
    expect([sumOf('created'), sumOf('updated')]).toEqual([600, prices.updated + costs.updated]);
    expect(entries.every(({ after }) => after.created + after.updated <= 500)).toBe(true);
  });

  it('gives a barcode that two files want at once to one of them', async () => {
    const wanting = (sku: string) =>
      org.ask(ProductImportService, (imports) =>
        imports.import(
          org.as.manager,
          Readable.from([
            Buffer.from(`sku,name,price,barcodes\n${sku},${sku},7.13,2000000000046\n${sku}-2,Other,1.00,`),
          ]),
        ),
      );
    const reports = await Promise.all([wanting('W1'), wanting('W2')]);
    expect(reports.map(({ created }) => created).sort()).toEqual([1, 2]);
    expect(reports.flatMap(({ rejected }) => rejected)).toMatchObject([{ row: 2, errors: [{ path: 'barcodes' }] }]);
  });

  it('gives a product that comes back on sale no barcode that another has by now', async () => {
    const barcodes = ['2000000000039'];
    const pack = { name: 'Bottle', units: 1, priceCents: 713, barcodes };
    const gone = await org.ask(ProductsService, (products) =>
      products.create(org.as.manager, { ...newProduct(), packs: [pack] }),
    );
    await org.ask(ProductsService, (products) => products.archive(org.as.manager, gone.id));
    const { sku } = await org.ask(ProductsService, (products) =>
      products.create(org.as.manager, { ...newProduct(), packs: [pack] }),
    );
    const file = `sku,name,price\n${gone.sku},Back,8.00\nD1,D,7.13`;
    const report = await org.ask(ProductImportService, (imports) =>
      imports.import(org.as.manager, Readable.from([Buffer.from(file)])),
    );
    const message = `${barcodes[0]} belongs to the product with SKU ${sku}`;
    expect(report).toEqual({ created: 1, updated: 0, rejected: [{ row: 2, errors: [{ path: 'barcodes', message }] }] });
  });
});

describe('the feed of a till’s catalogue', () => {
  const since = async (instant: Date) =>
    org.ask(ProductChangesService, async (changes) => {
      const stream = await changes.stream(org.as.cashier, { limit: 1000, since: instant.toISOString() });
      return JSON.parse(await text(stream)) as { items: { id: string; active: boolean }[] };
    });
  const product = () => org.ask(ProductsService, (products) => products.create(org.as.manager, newProduct()));
  const touch = (id: string, updatedAt: Date) =>
    server.database(org.id).collection('products').updateOne({ sku: id }, { $set: { updatedAt } });

  it('reaches back behind what it was asked for, as far as a clock may be off and no further', async () => {
    const [near, far] = [await product(), await product()];
    const asked = new Date(Date.now() + 3_600_000);
    await touch(near.sku, new Date(asked.getTime() - 59_000));
    await touch(far.sku, new Date(asked.getTime() - 61_000));
    const ids = (await since(asked)).items.map(({ id }) => id);
    expect([ids.includes(near.id), ids.includes(far.id)]).toEqual([true, false]);
  });

  it('tells of the archival of what had not changed for long', async () => {
    const old = await product();
    await touch(old.sku, new Date('2020-01-01T00:00:00Z'));
    const before = new Date(Date.now() + 30_000);
    expect((await since(before)).items.map(({ id }) => id)).not.toContain(old.id);
    await org.ask(ProductsService, (products) => products.archive(org.as.manager, old.id));
    expect((await since(before)).items).toContainEqual(expect.objectContaining({ id: old.id, active: false }));
  });
});
