import { gzipSync } from 'node:zlib';
import { newProduct, type Organization, TestServer } from './support/test-server';

interface Page {
  items: { id: string; email: string }[];
  nextCursor: string | null;
}

let server: TestServer;
let org: Organization;

beforeAll(async () => {
  server = await TestServer.start();
  org = await server.openOrganization();
});
afterAll(() => server.stop());

const found = async (q: string) => {
  const { body } = await org.cashier.get(`/products?q=${encodeURIComponent(q)}`).expect(200);
  return (body.items as { name: string }[]).map(({ name }) => name);
};
const importCsv = (csv: string) =>
  org.manager.call('post', '/products/import').set('content-type', 'text/csv').send(csv).expect(200);

describe('products', () => {
  it('are created, read, changed with their version, and archived', async () => {
    const input = newProduct({ volumeMl: 750, abv: 4000, reorderPoint: 6 });
    const { body: product } = await org.manager.post('/products', input).expect(201);
    expect(product).toEqual({
      ...input,
      id: expect.any(String),
      brand: null,
      vendor: null,
      vintage: null,
      taxCode: null,
      containerClass: null,
      tags: [],
      ageRestricted: true,
      ebtEligible: false,
      depositCents: 0,
      photo: null,
      active: true,
      version: 1,
    });
    const { body: changed } = await org.manager
      .put(`/products/${product.id}`, { version: 1, name: 'Renamed' })
      .expect(200);
    expect(changed).toEqual({ ...product, name: 'Renamed', version: 2 });
    expect((await org.manager.put(`/products/${product.id}`, { version: 1, name: 'Late' }).expect(409)).body.code).toBe(
      'stale_version',
    );
    expect((await org.cashier.get(`/products/${product.id}`).expect(200)).body).toEqual(changed);
    await org.manager.delete(`/products/${product.id}`).expect(200);
    expect((await org.manager.delete(`/products/${product.id}`).expect(200)).body).toMatchObject({
      active: false,
      version: 3,
    });
    expect(await found('renamed')).toEqual([]);
  });

  it('may have a name of signs alone', async () => {
    const { body } = await org.manager.post('/products', newProduct({ name: '’' })).expect(201);
    expect((await org.cashier.get(`/products/${body.id}`).expect(200)).body.name).toBe('’');
  });

  it('let only one of two changes at once through', async () => {
    const { body: product } = await org.manager.post('/products', newProduct()).expect(201);
    const answers = await Promise.all(
      ['One', 'Two', 'Three'].map((name) => org.manager.put(`/products/${product.id}`, { version: 1, name })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
  });

  it('do not share a SKU or a barcode', async () => {
    const barcodes = ['036000291452'];
    const first = newProduct({ packs: [{ name: 'Bottle', units: 1, priceCents: 100, barcodes }] });
    const { body: product } = await org.manager.post('/products', first).expect(201);
    const sameSku = await org.manager.post('/products', newProduct({ sku: first.sku })).expect(409);
    expect(sameSku.body).toMatchObject({ code: 'sku_taken', errors: [{ path: 'sku' }] });
    const sameBarcode = newProduct({ packs: [{ name: 'Can', units: 1, priceCents: 1, barcodes: ['0036000291452'] }] });
    expect((await org.manager.post('/products', sameBarcode).expect(409)).body.code).toBe('barcode_taken');
    await org.manager.delete(`/products/${product.id}`).expect(200);
    await org.manager.post('/products', sameBarcode).expect(201);
    expect((await org.manager.put(`/products/${product.id}`, { version: 2, active: true }).expect(409)).body.code).toBe(
      'barcode_taken',
    );
  });

  it('may all have packs without a barcode', async () => {
    for (const barcode of ['2000000000114', '2000000000121']) {
      const [bottle, kase] = newProduct().packs;
      await org.manager
        .post('/products', newProduct({ packs: [{ ...bottle, barcodes: [barcode] }, kase] }))
        .expect(201);
    }
  });

  it('are found by an exact barcode in any of its forms, never by a part of it', async () => {
    const barcodes = ['012345678905'];
    const input = newProduct({ packs: [{ name: '6-pack', units: 6, priceCents: 999, barcodes }] });
    const { body: product } = await org.manager.post('/products', input).expect(201);
    for (const form of ['012345678905', '0012345678905', '00012345678905']) {
      const { body } = await org.cashier.get(`/products/lookup?barcode=${form}`).expect(200);
      expect(body).toEqual({ product, pack: product.packs[0] });
    }
    for (const other of ['12345678905', '01234567890', '0123456789', '999']) {
      expect((await org.cashier.get(`/products/lookup?barcode=${other}`).expect(404)).body.code).toBe(
        'unknown_barcode',
      );
    }
  });

  it('refuse a barcode with a wrong check digit and name the right one', async () => {
    const input = newProduct({ packs: [{ name: 'Bottle', units: 1, priceCents: 1, barcodes: ['012345678901'] }] });
    const { body } = await org.manager.post('/products', input).expect(400);
    expect(body.errors).toEqual([
      { path: 'packs.0.barcodes', message: '012345678901 has a wrong check digit; 012345678905 would be right' },
    ]);
  });

  it('have no tag that a file, or the field it is typed into, would make two', async () => {
    for (const tag of ['rare;old', 'rare,old', 'rare|old']) {
      const { body } = await org.manager.post('/products', newProduct({ tags: ['local', tag] })).expect(400);
      expect(body).toMatchObject({ code: 'validation_failed', errors: [{ path: 'tags' }] });
    }
  });

  it('are found by beginnings of words of name, brand and SKU, in any order, without case and accents', async () => {
    await org.manager
      .post('/products', newProduct({ name: "Tito's Handmade Vodka", brand: 'Fifth Generation' }))
      .expect(201);
    await org.manager.post('/products', newProduct({ name: 'Rosé Añejo', sku: 'ROSE-77' })).expect(201);
    for (const q of ['titos', 'TITO’S vod', 'vodka hand', 'fifth titos'])
      expect(await found(q)).toEqual(["Tito's Handmade Vodka"]);
    for (const q of ['rose', 'anejo ros', 'ANEJO', 'rose 77']) expect(await found(q)).toEqual(['Rosé Añejo']);
    for (const q of ['itos', 'vodka rose', '***']) expect(await found(q)).toEqual([]);
  });

  it('are found by their size as labels write it, and by a barcode', async () => {
    const sized = (volumeMl: number, barcode: string) =>
      newProduct({
        name: 'Absolut Vodka',
        volumeMl,
        packs: [{ id: 'bottle', name: 'Bottle', units: 1, priceCents: 713, barcodes: [barcode] }],
      });
    for (const [volumeMl, barcode] of [
      [750, '077777700013'],
      [1750, '077777700020'],
    ] as const)
      await org.manager.post('/products', sized(volumeMl, barcode)).expect(201);
    const sizesFor = async (q: string, path = '/products') =>
      (await org.cashier.get(`${path}?q=${encodeURIComponent(q)}`).expect(200)).body.items.map(
        ({ volumeMl }: { volumeMl: number }) => volumeMl,
      );
    for (const [q, sizes] of [
      ['absolut 1.75', [1750]],
      ['Absolut 750 ml', [750]],
      ['077777700020', [1750]],
      ['0077777700013', [750]],
    ] as const) {
      expect([q, await sizesFor(q)]).toEqual([q, sizes]);
      expect([q, await sizesFor(q, '/inventory')]).toEqual([q, sizes]);
    }
  });

  it('are listed by name, a page at a time, each once', async () => {
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { body }: { body: Page } = await org.cashier
        .get(`/products?limit=3${cursor && `&cursor=${cursor}`}`)
        .expect(200);
      seen.push(...body.items.map(({ id }: { id: string }) => id));
      cursor = body.nextCursor;
    }
    const active = await server.tenantDatabase(org.id).collection('products').countDocuments({ active: true });
    expect(new Set(seen).size).toBe(active);
    expect(seen).toHaveLength(active);
  });

  it('are made once when a creation is retried with its key', async () => {
    const input = newProduct();
    const create = () => org.manager.post('/products', input).set('idempotency-key', `key-${input.sku}`);
    const answers = await Promise.all([create(), create(), create()]);
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
  });
});

describe('a product file', () => {
  const HEADER = 'sku,name,brand,cost,pack,units,price,barcodes\n';
  const FILE =
    HEADER +
    'IMP-1,Imported One,Brand,4.75,Bottle,1,7.13,\n' +
    'IMP-1,Imported One,Brand,4.75,Case,12,"1,079.99",042100005264;4006381333931\n' +
    'IMP-2,"Quoted, with ""marks""",,$3,Can,1,2,\n';

  it('lands, and changes nothing the second time', async () => {
    expect((await importCsv(FILE)).body).toEqual({ created: 2, updated: 0, rejected: [] });
    const { body } = await org.cashier.get('/products/lookup?barcode=4006381333931').expect(200);
    expect(body).toMatchObject({
      product: { sku: 'IMP-1', costCents: 475, version: 1 },
      pack: { units: 12, priceCents: 107999 },
    });
    expect((await importCsv(FILE)).body).toEqual({ created: 0, updated: 0, rejected: [] });
    expect((await importCsv(FILE.replace('7.13', '7.20'))).body).toEqual({ created: 0, updated: 1, rejected: [] });
    expect((await org.cashier.get('/products/lookup?barcode=042100005264')).body.product.version).toBe(2);
  });

  it('lands in its good rows, and lists each bad one with its line, column and reason', async () => {
    const csv =
      HEADER +
      'BAD-1,,,1,Bottle,1,1,\n' +
      '\n' +
      'BAD-2,No price,,1,Bottle,1,seven,\n' +
      'BAD-3,Taken barcode,,1,Bottle,1,1,042100005264\n' +
      'BAD-4,Wrong digit,,1,Bottle,1,1,042100005265\n' +
      'BAD-5,Half a unit,,1,Bottle,0.5,1,\n' +
      'GOOD-1,Good,,1.005,Bottle,1,1,\n' +
      'GOOD-2,Good,,1,Bottle,1,1,\n' +
      'GOOD-2,Good,,1,bottle,1,1,\n';
    const { body } = await importCsv(csv);
    expect(body.created).toBe(1);
    expect(
      body.rejected.map(({ row, errors }: { row: number; errors: { path: string }[] }) => [row, errors[0]?.path]),
    ).toEqual([
      [2, 'name'],
      [4, 'price'],
      [5, 'barcodes'],
      [6, 'barcodes'],
      [7, 'units'],
      [8, 'cost'],
      [10, 'pack'],
    ]);
    expect(JSON.stringify(body)).toContain('042100005264 belongs to the product with SKU IMP-1');
    expect(JSON.stringify(body)).toContain('042100005264 would be right');
  });

  it('comes back from the export unchanged, formulas made harmless', async () => {
    await org.manager.post('/products', newProduct({ name: '=HYPERLINK("x")' })).expect(201);
    const { text } = await org.manager.get('/products/export').expect(200);
    expect(text).toContain(`"'=HYPERLINK(""x"")"`);
    expect((await importCsv(text)).body).toEqual({ created: 0, updated: 0, rejected: [] });
  });

  it('may come compressed', async () => {
    const answer = await fetch(`${server.url}/api/products/import?dryRun=true`, {
      method: 'POST',
      headers: {
        'content-type': 'text/csv',
        'content-encoding': 'gzip',
        authorization: `Bearer ${org.manager.token}`,
      },
      body: gzipSync('sku,name,price\nZIP-1,Zipped,1.00\n'),
    });
    expect(await answer.json()).toEqual({ created: 1, updated: 0, rejected: [] });
  });

  it('is refused whole when it is no product file', async () => {
    const send = (csv: string) =>
      org.manager.call('post', '/products/import').set('content-type', 'text/csv').send(csv);
    expect((await send('name,price\nx,1\n').expect(400)).body.errors).toContainEqual({
      path: 'sku',
      message: 'this column is missing from the first line',
    });
    expect((await send('sku,name,price,colour\n').expect(400)).body.errors[0].path).toBe('colour');
    const rows = Array.from({ length: 20_001 }, (_, index) => `MANY-${index},Many,1\n`).join('');
    expect((await send(`sku,name,price\n${rows}`).expect(400)).body.code).toBe('import_too_large');
    expect(await found('many')).toEqual([]);
  });

  it('of 20,000 rows lands', async () => {
    const big = await server.openOrganization();
    const rows = Array.from({ length: 20_000 }, (_, index) => `BIG-${index},Añejo ${index},1.00\n`).join('');
    const send = () =>
      big.manager.call('post', '/products/import').set('content-type', 'text/csv').send(`sku,name,price\n${rows}`);
    expect((await send().expect(200)).body).toEqual({ created: 20_000, updated: 0, rejected: [] });
    // The same again, however the network cuts it into pieces: not one accent was torn.
    expect((await send().expect(200)).body).toEqual({ created: 0, updated: 0, rejected: [] });
    expect((await big.cashier.get('/products?q=19999').expect(200)).body.items).toHaveLength(1);
  });
});
