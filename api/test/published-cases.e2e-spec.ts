import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { newProduct, type Organization, TestServer } from './support/test-server';

interface Item {
  key: string;
  units: number;
  quantity: number;
  priceCents: number;
}

interface Case {
  id: string;
  source: { says: string };
  setup: {
    preset: string | null;
    taxRounding: 'line' | 'sale';
    taxes: Record<string, unknown>[];
    deposits: Record<string, unknown>[];
    promotions: Record<string, unknown>[];
  };
  items: Item[];
  expected: Record<string, number>;
}

const { pricing: CASES } = JSON.parse(readFileSync(join(__dirname, 'data', 'pricing-cases.json'), 'utf8')) as {
  pricing: Case[];
};

const SCHEDULE = {
  kind: 'brackets',
  wholeCents: 100,
  taxPerWholeCents: 6,
  steps: [1, 17, 34, 51, 67, 84].map((fromCents, index) => ({ fromCents, taxCents: index + 1 })),
};
const fee = (tax: object) => ({ ...tax, fee: true });
const onFees = (tax: object) => ({ ...tax, compounding: false, onFees: true });
const withLocal = (tax: object) => ({ ...tax, group: 'sales tax' });

/** How a case is said in this model where the file, older than it, says it could not be, or took a way round. */
const SAID: Record<string, (setup: Case['setup']) => Partial<Case['setup']>> = {
  'md-bracket-418': ({ taxes }) => ({ taxes: taxes.map((tax) => ({ ...tax, levy: SCHEDULE })) }),
  'wa-seattle-invoice': ({ taxes }) => ({ taxes: taxes.map(withLocal) }),
  'ca-el-cerrito-preset': ({ taxes }) => ({ taxes: taxes.map(withLocal) }),
  'ab-six-cans': ({ taxes: [crf, gst] }) => ({ taxes: [fee(crf ?? {}), onFees(gst ?? {})] }),
  'bc-recycling-fee': ({ taxes: [crf, ...others] }) => ({ taxes: [fee(crf ?? {}), ...others.map(onFees)] }),
  'mont-sale-item': ({ promotions }) => ({
    promotions: promotions.map((promotion) => ({
      ...promotion,
      countsOnly: null,
      selector: { except: { tags: ['sale'] } },
    })),
  }),
  'white-bogo-identical': ({ promotions }) => ({
    promotions: promotions.map((promotion) => ({ ...promotion, identical: true })),
  }),
  // A dollar of the store's and one that the manufacturer pays, which stays in what is taxed.
  'ca-double-coupon': () => ({
    promotions: [false, true].map((reimbursed) => ({
      ...{ name: 'Coupon', selector: {}, stackable: true, reimbursed },
      offer: { kind: 'amount_off', amountCents: 100 },
    })),
  }),
  'buy-5-save-5-each': () => ({
    promotions: [{ name: 'Buy 5', selector: {}, offer: { kind: 'tiers', tiers: [{ from: 5, amountCents: 500 }] } }],
  }),
  'pack-price-cut': () => ({
    promotions: [
      {
        name: '12 for 9.99',
        perPack: true,
        selector: { packUnits: [12] },
        offer: { kind: 'fixed_price', priceCents: 999 },
      },
    ],
  }),
};

let server: TestServer;
let org: Organization;

beforeAll(async () => {
  server = await TestServer.start();
  org = await server.openOrganization('published');
});
afterAll(() => server.stop());

async function useRules({ preset, taxRounding, taxes, deposits, promotions }: Case['setup']): Promise<void> {
  const { body: stores } = await org.admin.get('/stores').expect(200);
  await org.admin.call('patch', `/stores/${stores.items[0].id}`, { taxRounding }).expect(200);
  if (preset) await org.admin.post('/pricing/presets', { preset }).expect(201);
  for (const [kind, rules] of Object.entries({ taxes, deposits, promotions })) {
    for (const rule of rules) await org.admin.post(`/pricing/${kind}`, rule).expect(201);
  }
}

async function dropRules(): Promise<void> {
  for (const kind of ['taxes', 'deposits', 'promotions']) {
    const { body } = await org.admin.get(`/pricing/${kind}?limit=200`).expect(200);
    for (const { id } of body.items) await org.admin.delete(`/pricing/${kind}/${id}`).expect(200);
  }
}

async function lineOf({ key, units, quantity, priceCents, ...product }: Item) {
  const packs = [{ id: 'pack', name: 'Pack', units, priceCents, barcodes: [] }];
  const { body } = await org.manager.post('/products', newProduct({ ...product, packs })).expect(201);
  return { productId: body.id, packId: 'pack', quantity };
}

describe('what was published', () => {
  it.each(CASES.map((one) => [one.id, one] as const))(
    'is what the API answers: %s',
    async (id, { setup, items, expected }) => {
      await dropRules();
      await useRules({ ...setup, ...SAID[id]?.(setup) });
      const lines = [];
      for (const item of items) lines.push(await lineOf(item));
      const { body } = await org.cashier.post('/sales/quote', { lines }).expect(200);
      expect(body.totals).toMatchObject(expected);
    },
  );
});
