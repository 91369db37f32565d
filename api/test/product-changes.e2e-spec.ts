import { newProduct, type Organization, TestServer } from './support/test-server';

let server: TestServer;
let org: Organization;

beforeAll(async () => {
  server = await TestServer.start();
  org = await server.openOrganization('Feed');
});
afterAll(() => server.stop());

interface Changes {
  items: { id: string; name: string; active: boolean }[];
  nextCursor: string | null;
  since: string;
  total: number | null;
  rulesVersion: number;
}

const changes = async (query: string): Promise<Changes> =>
  (await org.cashier.get(`/products/changes${query}`).expect(200)).body;
const make = async (name: string) => (await org.manager.post('/products', newProduct({ name })).expect(201)).body;

describe('the feed of a till’s catalogue', () => {
  it('has the whole catalogue page by page, then every addition, change and archival', async () => {
    const made = [await make('A'), await make('B'), await make('C')];
    const archived = await make('Gone');
    await org.manager.delete(`/products/${archived.id}`).expect(200);

    const first = await changes('?limit=2');
    // Archived products count too: it is an estimate.
    expect([first.items.length, first.total]).toEqual([2, 4]);
    const second = await changes(`?limit=2&cursor=${first.nextCursor}`);
    expect(second).toMatchObject({ nextCursor: null, since: first.since });
    const all = [...first.items, ...second.items].map(({ id }) => id);
    expect(all.sort()).toEqual(made.map(({ id }) => id).sort());

    const [a, b] = made;
    await org.manager.put(`/products/${a.id}`, { version: a.version, name: 'A again' }).expect(200);
    await org.manager.delete(`/products/${b.id}`).expect(200);
    const added = await make('D');
    const later = await changes(`?since=${second.since}`);
    const of = (id: string) => later.items.find((item) => item.id === id);
    expect(of(a.id)).toMatchObject({ name: 'A again', active: true });
    expect(of(b.id)).toMatchObject({ active: false });
    expect(of(added.id)).toMatchObject({ name: 'D', active: true });
    expect(later.total).toBeNull();
  });

  it('says when the pricing rules are others', async () => {
    const { rulesVersion } = await changes('');
    await org.admin.post('/pricing/ages', { name: 'Alcohol', selector: {}, minimumAge: 21 }).expect(201);
    expect((await changes('')).rulesVersion).toBe(rulesVersion + 1);
  });

  it('refuses a place it never gave out, by name', async () => {
    for (const [query, path] of [
      ['?since=yesterday', 'since'],
      ['?cursor=x', 'cursor'],
      ['?limit=1000001', 'limit'],
    ]) {
      const { body } = await org.cashier.get(`/products/changes${query}`).expect(400);
      expect(body.errors.map((fault: { path: string }) => fault.path)).toContain(path);
    }
  });
});

describe('a product file that is only looked through', () => {
  it('says what would land and writes nothing', async () => {
    const csv = 'sku,name,price\nDRY-1,Dry Run,5.00\nDRY-2,,5.00\n';
    const send = (path: string) => org.manager.call('post', path).set('content-type', 'text/csv').send(csv);
    const { body } = await send('/products/import?dryRun=true').expect(200);
    expect([body.created, body.updated, body.rejected.length]).toEqual([1, 0, 1]);
    expect((await org.manager.get('/products?q=dry').expect(200)).body.items).toEqual([]);
    expect((await send('/products/import').expect(200)).body).toEqual(body);
    expect((await org.manager.get('/products?q=dry').expect(200)).body.items).toHaveLength(1);
  });
});

describe('stores and registers', () => {
  it('are numbered in turn, whoever adds them at once, and sell under numbers of their own', async () => {
    const body = { name: 'East', timezone: 'America/Denver' };
    const opened = await Promise.all([1, 2, 3].map(() => org.admin.post('/stores', body).expect(201)));
    expect(opened.map((answer) => answer.body.number).sort()).toEqual([2, 3, 4]);
    const [store] = opened.map((answer) => answer.body);
    const { body: more } = await org.admin.post(`/stores/${store.id}/registers`, { name: 'Drive-through' }).expect(201);
    expect(more.registers.map(({ number }: { number: number }) => number)).toEqual([1, 2]);
    const { body: book } = await org.cashier.get(`/pricing/book?registerId=${more.registers[1].id}`).expect(200);
    expect(book).toMatchObject({ storeId: store.id, timezone: 'America/Denver' });
  });
});
