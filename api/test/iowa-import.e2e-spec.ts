import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'papaparse';
import { IowaImport } from '../src/iowa/iowa-import';
import { CheckoutService } from '../src/sales/checkout';
import { COMMAND, TestServer } from './support/test-server';

const FILE = join(__dirname, 'data', 'iowa-sample.csv');
const PASSWORD = 'iowa-import-password';

type Line = Record<'store_number' | 'category_name' | 'bottles_sold' | 'sale_dollars', string>;
type Sums = Record<string, { totalCents: number; units: number; salesCount: number }>;

let server: TestServer;

beforeAll(async () => {
  server = await TestServer.start();
});
afterAll(() => server.stop());
afterEach(() => jest.restoreAllMocks());

const runImport = (file = FILE) => new IowaImport(server.app, COMMAND, PASSWORD, () => undefined).run(file);

/** The file's own sums, from its text and nothing of the importer. */
function sumsOf(file: string, storeNumber: string): Sums {
  const sums: Sums = {};
  for (const line of parse<Line>(readFileSync(file, 'utf8'), { header: true, skipEmptyLines: true }).data) {
    if (line.store_number !== storeNumber || !line.sale_dollars) continue;
    sums[line.category_name] ??= { totalCents: 0, units: 0, salesCount: 0 };
    const sum = sums[line.category_name] as Sums[string];
    sum.totalCents += Math.round(Number(line.sale_dollars) * 100);
    sum.units += Number(line.bottles_sold);
    sum.salesCount++;
  }
  return sums;
}

async function reportedSums(storeNumber: string, date = '2012-01-31'): Promise<Sums> {
  const admin = await server.login(`admin@iowa-${storeNumber}.example`, PASSWORD);
  const { body } = await admin.get(`/reports/sales?from=${date}&to=${date}&groupBy=category`).expect(200);
  const groups = body.groups as { key: string; totalCents: number; units: number; salesCount: number }[];
  return Object.fromEntries(
    groups.map(({ key, totalCents, units, salesCount }) => [key, { totalCents, units, salesCount }]),
  );
}

describe('the import of Iowa’s record', () => {
  it('is completed by a second run after a crash half-way', async () => {
    const sell = CheckoutService.prototype.sell;
    let sales = 0;
    jest.spyOn(CheckoutService.prototype, 'sell').mockImplementation(function (this: CheckoutService, ...args) {
      if (++sales > 20) throw new Error('killed');
      return sell.apply(this, args);
    });
    await expect(runImport()).rejects.toThrow('killed');
    jest.restoreAllMocks();
    const { stores, rejected } = await runImport();
    expect(stores.length).toBeGreaterThan(3);
    expect(rejected).toHaveLength(3);
    for (const { reason, line } of rejected) {
      expect(reason).toBe('state_bottle_cost is missing');
      expect(readFileSync(FILE, 'utf8').split('\n')[line - 1]).toContain(',,');
    }
  });

  it('makes every store’s report equal the file’s own sums, by category, to the cent', async () => {
    const { stores } = await runImport();
    for (const { storeNumber, totalCents, units, salesCount, rows } of stores) {
      const expected = sumsOf(FILE, storeNumber);
      expect(await reportedSums(storeNumber)).toEqual(expected);
      const sum = (figure: keyof Sums[string]) =>
        Object.values(expected).reduce((total, one) => total + one[figure], 0);
      expect({ totalCents, units, salesCount, rows }).toEqual({
        totalCents: sum('totalCents'),
        units: sum('units'),
        salesCount: sum('salesCount'),
        rows: sum('salesCount'),
      });
    }
  });

  it('adds nothing when it runs again', async () => {
    const before = await runImport();
    const counts = async () =>
      Promise.all(
        before.stores.flatMap(({ organizationId }) =>
          ['products', 'sales', 'stock_movements', 'receivings'].map((name) =>
            server.tenantDatabase(organizationId).collection(name).countDocuments(),
          ),
        ),
      );
    const counted = await counts();
    expect(await runImport()).toEqual(before);
    expect(await counts()).toEqual(counted);
  });

  it('keeps the books right, in whole cases', async () => {
    const { stores } = await runImport();
    for (const { organizationId } of stores) {
      expect(await server.bookDifferences(organizationId)).toEqual([]);
      const products = await server.tenantDatabase(organizationId).collection('products').find().toArray();
      const receipts = await server
        .tenantDatabase(organizationId)
        .collection('stock_movements')
        .find({ type: 'receipt' })
        .toArray();
      for (const { productId, units } of receipts) {
        const packs = products.find(({ _id }) => _id.equals(productId))?.['packs'] as {
          name: string;
          units: number;
          barcodes: string[];
        }[];
        expect(units % (packs.at(-1)?.units ?? 0)).toBe(0);
        expect(packs[0]?.barcodes[0]).toMatch(/^2\d{12}$/);
      }
    }
  });

  it('takes further days and prices of a store it knows, and says why it does not take a line', async () => {
    const file = join(server.environment.dataDir, 'iowa.csv');
    const [header] = readFileSync(FILE, 'utf8').split('\n');
    const line = (date: string, retail: string, bottles: string, dollars: string) =>
      `${date},9999,"Store, quoted",AMES,IA,50010,10006,VODKA,Vendor,Vodka,12,750,5.00,${retail},${bottles},${dollars}`;
    const lines = [
      line('2012-02-01', '7.50', '2', '15.0'),
      line('2012-02-01', '7.50', '2', '15.0'),
      line('2012-02-02', '8.00', '3', '24.00'),
      line('2012-02-30', '8.00', '1', '8.00'),
      line('2012-02-02', '8.00', '0', '0'),
      line('2012-02-02', '8.00', '2', '15.99'),
    ];
    writeFileSync(file, [header, ...lines, ''].join('\n'));
    for (let run = 0; run < 2; run++) {
      const { stores, rejected } = await runImport(file);
      expect(rejected.map(({ line: at }) => at)).toEqual([5, 6, 7]);
      expect(stores).toEqual([
        expect.objectContaining({ storeNumber: '9999', rows: 3, salesCount: 3, units: 7, totalCents: 5400 }),
      ]);
    }
    expect(await reportedSums('9999', '2012-02-01')).toEqual({ VODKA: { totalCents: 3000, units: 4, salesCount: 2 } });
    expect(await reportedSums('9999', '2012-02-02')).toEqual({ VODKA: { totalCents: 2400, units: 3, salesCount: 1 } });
  });
});
