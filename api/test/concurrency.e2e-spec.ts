import { randomUUID } from 'node:crypto';
import { measured } from '../src/logging/measured';
import { chainFaults, type Observation } from './support/set-histories';
import { type Client, newProduct, type Organization, TestServer } from './support/test-server';

const REGISTERS = 64;

let server: TestServer;
let other: TestServer;

beforeAll(async () => {
  server = await TestServer.start();
  // Lanes of its own, as another process has.
  other = await server.startAnother();
});
afterAll(async () => {
  await other.stop();
  await server.stop();
});

let conflicts = 0;
const count = () => {
  conflicts++;
};
beforeEach(() => {
  conflicts = 0;
  measured.conflict.subscribe(count);
});
afterEach(() => measured.conflict.unsubscribe(count));

interface Store extends Organization {
  storeId: string;
  registerIds: string[];
  productId: string;
}

async function storeWith(registers: number, product: object = {}): Promise<Store> {
  const organization = await server.openOrganization();
  await server.takeAnyCash(organization);
  const { body: stores } = await organization.admin.get('/stores').expect(200);
  const [store] = stores.items;
  for (let number = 2; number <= registers; number++) {
    await organization.admin.post(`/stores/${store.id}/registers`, { name: `Register ${number}` }).expect(201);
  }
  const { body: furnished } = await organization.admin.get('/stores').expect(200);
  const registerIds = furnished.items[0].registers.map(({ id }: { id: string }) => id);
  const { body } = await organization.manager.post('/products', newProduct(product)).expect(201);
  return { ...organization, storeId: store.id, registerIds, productId: body.id };
}

/** The same user, asking another process. */
async function alsoAt(there: TestServer, { user }: Client): Promise<Client> {
  return there.login(user.email);
}

const saleOf = (productId: string, registerId: string, quantity = 1, cents = 713) => ({
  id: randomUUID(),
  registerId,
  lines: [{ productId, packId: 'bottle', quantity }],
  tenders: [{ type: 'cash', amountCents: cents * quantity }],
});

const onHand = async ({ manager, productId }: Store): Promise<number> => {
  const { body } = await manager.get('/inventory?limit=200').expect(200);
  return body.items.find((item: { productId: string }) => item.productId === productId)?.onHand ?? 0;
};

describe('64 registers on one bottle', () => {
  it.each([
    ['one process', 1, 1.2],
    ['two processes', 2, 2],
  ])('are told no conflict and sell exactly what they sold, in %s', async (_, processes, attemptsPerSale) => {
    const store = await storeWith(REGISTERS);
    const clients = [store.cashier, processes === 2 ? await alsoAt(other, store.cashier) : store.cashier];
    const sales = store.registerIds.flatMap((registerId) => [1, 2].map(() => saleOf(store.productId, registerId)));
    const answers = await Promise.all(
      sales.map((sale, index) => (clients[index % 2] ?? store.cashier).post('/sales', sale)),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(await onHand(store)).toBe(-sales.length);
    const attempts = 1 + conflicts / sales.length;
    expect(attempts).toBeLessThanOrEqual(attemptsPerSale);
    expect(await server.bookDifferences(store.id)).toEqual([]);
  });

  it('never sell more than there is where a store sells nothing it does not have', async () => {
    const store = await storeWith(REGISTERS);
    await store.admin.call('patch', `/stores/${store.storeId}`, { negativeStock: 'block' }).expect(200);
    await store.manager.post('/inventory/adjustments', { productId: store.productId, units: 40, reason: 'count' });
    const clients = [store.cashier, await alsoAt(other, store.cashier)];
    const answers = await Promise.all(
      store.registerIds.map((registerId, index) =>
        (clients[index % 2] ?? store.cashier).post('/sales', saleOf(store.productId, registerId)),
      ),
    );
    const codes = answers.map(({ status, body }) => (status === 201 ? 'sold' : body.code));
    expect(codes.filter((code) => code === 'sold')).toHaveLength(40);
    expect(codes.filter((code) => code === 'out_of_stock')).toHaveLength(REGISTERS - 40);
    expect(await onHand(store)).toBe(0);
  });
});

describe('the same sale', () => {
  it('posted a hundred times at once to two processes is one sale, and each is told the same', async () => {
    const store = await storeWith(1);
    const clients = [store.cashier, await alsoAt(other, store.cashier)];
    const sale = saleOf(store.productId, store.registerIds[0] ?? '');
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, index) => (clients[index % 2] ?? store.cashier).post('/sales', sale)),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(99);
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(await onHand(store)).toBe(-1);
  });
});

describe('histories of a balance', () => {
  /** How much each payment takes is a power of two, so that a balance tells which ones it knows. */
  const PAYMENTS = 12;

  it('have one order that everybody saw: of gift cards paid with and read at once, in two processes', async () => {
    const store = await storeWith(4, {
      packs: [{ id: 'bottle', name: 'Bottle', units: 1, priceCents: 1, barcodes: [] }],
    });
    const clients = [store.cashier, await alsoAt(other, store.cashier)];
    const worth = 2 ** PAYMENTS - 1;
    const sold = await store.cashier.post('/sales', {
      id: randomUUID(),
      lines: [{ giftCard: { amountCents: worth } }],
      tenders: [{ type: 'cash', amountCents: worth }],
    });
    expect(sold.status).toBe(201);
    const code = sold.body.lines[0].giftCard.code;
    const observations: Observation[] = [];
    const pay = async (element: number) => {
      const began = performance.now();
      const amountCents = 2 ** element;
      const registerId = store.registerIds[element % store.registerIds.length] ?? '';
      const { status } = await (clients[element % 2] ?? store.cashier).post('/sales', {
        ...saleOf(store.productId, registerId, amountCents, 1),
        tenders: [{ type: 'gift_card', code, amountCents }],
      });
      expect(status).toBe(201);
      observations.push({ kind: 'add', element, began, ended: performance.now() });
    };
    const read = async (client: Client) => {
      const began = performance.now();
      const { body } = await client.get(`/gift-cards/${code}`).expect(200);
      const spent = worth - body.balanceCents;
      const elements = Array.from({ length: PAYMENTS }, (_, element) => element).filter((one) => spent & (2 ** one));
      observations.push({ kind: 'read', elements, began, ended: performance.now() });
    };
    let over = false;
    const reading = [...clients, ...clients].map(async (client) => {
      while (!over) await read(client);
    });
    await Promise.all(Array.from({ length: PAYMENTS }, (_, element) => pay(element)));
    over = true;
    await Promise.all(reading);
    await read(store.cashier);
    expect(observations.filter(({ kind }) => kind === 'read').length).toBeGreaterThan(10);
    expect(chainFaults(observations)).toEqual([]);
  });
});
