import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { newProduct, type Organization, TestServer } from './support/test-server';

/** The rows of the table of worked examples, by their name. */
function workedExamples(): Map<
  string,
  { netCents: number; depositCents: number; taxCents: number; totalCents: number }
> {
  const text = readFileSync(join(__dirname, '..', '..', 'docs', 'pricing.md'), 'utf8');
  const table = text.slice(text.indexOf('## Worked examples'), text.indexOf('## The presets'));
  const rows = table.split('\n').filter((line) => /^\| [a-z]+[a-z-]* +\|/.test(line) && !line.startsWith('| example'));
  return new Map(
    rows.map((row) => {
      const cells = row.split('|').map((cell) => cell.trim());
      const [netCents = 0, depositCents = 0, taxCents = 0, totalCents = 0] = cells.slice(4, 8).map(Number);
      return [cells[1] ?? '', { netCents, depositCents, taxCents, totalCents }];
    }),
  );
}

interface Item {
  quantity?: number;
  units?: number;
  priceCents: number;
  taxCode: string;
  volumeMl: number;
  containerClass: string;
}

const item = (
  taxCode: string,
  volumeMl: number,
  containerClass: string,
  priceCents: number,
  more: Partial<Item> = {},
) => ({
  taxCode,
  volumeMl,
  containerClass,
  priceCents,
  ...more,
});
const wine = (priceCents: number, quantity = 1) => item('wine', 750, 'glass', priceCents, { quantity });
const offer = (content: object) => ({ name: 'Offer', selector: {}, offer: content });

const BASKETS: Record<string, { items: Item[]; promotions?: object[] }> = {
  'us-wa': {
    items: [item('spirits', 750, 'glass', 2000, { quantity: 2 }), item('beer', 355, 'can', 1099, { units: 6 })],
  },
  'us-ca': { items: [wine(1500), item('beer', 355, 'can', 1499, { units: 12 }), item('wine', 3000, 'box', 1800)] },
  'us-ia': { items: [item('spirits', 1750, 'glass', 2549), item('beer', 355, 'can', 1499, { units: 12 })] },
  'us-or': {
    items: [item('beer', 355, 'can', 999, { units: 6 }), wine(1200), item('wine', 250, 'can', 450, { quantity: 2 })],
  },
  'us-ny-nyc': { items: [item('beer', 355, 'glass', 1299, { units: 6 }), wine(1899)] },
  de: { items: [item('beer', 330, 'can', 474, { units: 6 })] },
  'gb-vat': { items: [item('spirits', 700, 'glass', 2500), wine(750, 2)] },
  tiers: {
    items: [wine(1000, 5), item('wine', 1500, 'glass', 2000)],
    promotions: [
      offer({
        kind: 'tiers',
        tiers: [
          { from: 2, rateMillionths: 50_000 },
          { from: 6, rateMillionths: 100_000 },
          { from: 12, rateMillionths: 150_000 },
        ],
        weights: [{ minVolumeMl: 1500, weight: 2 }],
      }),
    ],
  },
  bundles: {
    items: [wine(600, 7)],
    promotions: [
      offer({ kind: 'n_for_price', count: 2, priceCents: 900 }),
      offer({ kind: 'n_for_price', count: 3, priceCents: 1300 }),
    ],
  },
  'buy-get': {
    items: [2000, 1800, 600, 500].map((price) => wine(price)),
    promotions: [offer({ kind: 'buy_get', buy: 1, get: 1, rateMillionths: 1_000_000 })],
  },
};

let server: TestServer;

beforeAll(async () => {
  server = await TestServer.start();
});
afterAll(() => server.stop());

async function lineOf(org: Organization, { quantity = 1, units = 1, priceCents, ...product }: Item) {
  const packs = [{ id: 'pack', name: 'Pack', units, priceCents, barcodes: [] }];
  const { body } = await org.manager.post('/products', newProduct({ ...product, packs })).expect(201);
  return { productId: body.id, packId: 'pack', quantity };
}

describe('the worked examples of docs/pricing.md', () => {
  const examples = workedExamples();

  it('are all here', () => {
    expect([...examples.keys()].sort()).toEqual(Object.keys(BASKETS).sort());
  });

  it.each(Object.entries(BASKETS))('are what the API answers: %s', async (name, { items, promotions = [] }) => {
    const org = await server.openOrganization(name);
    if (promotions.length === 0) await org.admin.post('/pricing/presets', { preset: name }).expect(201);
    for (const promotion of promotions) await org.admin.post('/pricing/promotions', promotion).expect(201);
    const lines = [];
    for (const one of items) lines.push(await lineOf(org, one));
    const { body } = await org.cashier.post('/sales/quote', { lines }).expect(200);
    expect(body.totals).toMatchObject(examples.get(name) ?? {});
  });
});
