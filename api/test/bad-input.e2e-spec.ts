import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { ERROR_CODES } from '../src/errors/error-codes';
import { operations } from './support/openapi-fixture';
import { newProduct, type Organization, TestServer } from './support/test-server';

let server: TestServer;
let org: Organization;

beforeAll(async () => {
  server = await TestServer.start();
  org = await server.openOrganization();
});
afterAll(() => server.stop());

/** A cursor of the form this API gives out, with a position it never would. */
const cursor = (value: unknown, id: unknown) => Buffer.from(JSON.stringify([value, id])).toString('base64url');

const ID = '690551de4405d430b356d8b5';
const QUERIES: [string, string][] = [
  ['/sales?totalCents=1e300', 'totalCents'],
  ['/sales?totalCents=-1e300', 'totalCents'],
  ['/sales?totalCents=NaN', 'totalCents'],
  ['/sales?from=2026-02-31', 'from'],
  ['/sales?limit=1e300', 'limit'],
  ['/sales?limit=1e1', 'limit'],
  ['/sales?limit=0x10', 'limit'],
  ['/sales?limit=', 'limit'],
  ['/products/changes?since=-000001-01-01T00:00:00Z', 'since'],
  ['/products/changes?since=%2B275760-09-13T00:00:00Z', 'since'],
  ['/products/changes?since=0', 'since'],
  ['/products/changes?cursor=999999999999999.690551de4405d430b356d8b5', 'cursor'],
  ...['/sales', '/inventory/movements'].flatMap((path): [string, string][] =>
    [8.64e15, -8.64e15, 1e300, 'x', -62_135_596_800_001].map((at) => [`${path}?cursor=${cursor(at, ID)}`, 'cursor']),
  ),
  [`/stores?cursor=${cursor(1, 'not an id')}`, 'cursor'],
  [`/inventory?cursor=${cursor('a', 12)}`, 'cursor'],
  ['/users?cursor=%00', 'cursor'],
  ['/reports/sales?from=0000-00-00&to=9999-99-99&groupBy=day', 'from'],
];

describe('a query', () => {
  it.each(QUERIES)('%s is answered with the field at fault', async (path, field) => {
    const { status, body } = await org.admin.get(path);
    expect([status, body.code, body.errors?.[0]?.path]).toEqual([400, 'validation_failed', field]);
  });
});

describe('a discount', () => {
  it.each([
    ['rateMillionths', { kind: 'amount', amountCents: 100, rateMillionths: 100_000 }],
    ['amountCents', { kind: 'percent', amountCents: 100, rateMillionths: 100_000 }],
  ])('of two kinds at once is refused, for which one is meant is anybody’s guess: %s', async (field, kinds) => {
    const { body: product } = await org.manager.post('/products', newProduct()).expect(201);
    const discount = { ...kinds, reason: 'Dented' };
    const lines = [{ productId: product.id, packId: 'bottle', quantity: 1, discount }];
    const { body } = await org.manager.post('/sales/quote', { lines }).expect(400);
    expect(body.errors[0].path).toBe(`lines.0.discount.${field}`);
  });
});

describe('a receiving', () => {
  it('of more than adds up exactly is refused before anything is written', async () => {
    const { body: product } = await org.manager.post('/products', newProduct()).expect(201);
    const line = { productId: product.id, units: 1_000_000, unitCostCents: 100_000_000 };
    const { body } = await org.manager
      .post('/inventory/receipts', { lines: Array.from({ length: 200 }, () => line) })
      .expect(400);
    expect(body.errors[0].path).toBe('lines');
    expect((await org.manager.get(`/inventory/movements?productId=${product.id}`)).body.items).toEqual([]);
  });
});

describe('a change', () => {
  it('that names nothing is refused, and raises no version', async () => {
    const { body: product } = await org.manager.post('/products', newProduct()).expect(201);
    const { body: stores } = await org.admin.get('/stores').expect(200);
    const platform = await server.platformAdmin();
    const user = org.cashier.user.id;
    const before = (await org.admin.get(`/users/${user}`).expect(200)).body;
    const calls = [
      org.admin.call('put', `/users/${user}`),
      org.admin.put(`/users/${user}`, {}),
      org.admin.put(`/users/${user}`, { version: before.version }),
      org.manager.put(`/products/${product.id}`, { version: 1 }),
      org.manager.call('put', `/products/${product.id}`),
      org.admin.call('patch', `/stores/${stores.items[0].id}`),
      org.admin.call('patch', `/stores/${stores.items[0].id}`, {}),
      platform.call('patch', `/organizations/${org.id}`),
      platform.call('patch', `/organizations/${org.id}`, {}),
    ];
    for (const call of calls) expect((await call).status).toBe(400);
    expect((await org.admin.get(`/users/${user}`)).body.version).toBe(before.version);
    expect((await org.manager.get(`/products/${product.id}`)).body).toEqual(product);
  });
});

describe('an address', () => {
  it.each(['\ud800', '\udc00x', '\ud800@x.example'])('with half a letter is refused', async (email) => {
    const user = { email, name: 'Half', role: 'cashier', password: 'a-test-password-7' };
    expect((await org.admin.post('/users', user).expect(400)).body.errors[0].path).toBe('email');
    await org.admin.put(`/users/${org.cashier.user.id}`, { email }).expect(400);
  });
});

describe('what no route sees', () => {
  /** Bytes as they are, and everything that comes back. */
  const exchange = (bytes: string) =>
    new Promise<string>((resolve, reject) => {
      const { port, hostname } = new URL(server.url);
      const socket = connect(Number(port), hostname, () => socket.write(bytes));
      let answer = '';
      socket.on('data', (chunk) => {
        answer += chunk;
      });
      socket.once('close', () => resolve(answer));
      socket.once('error', reject);
      socket.setTimeout(10_000, () => socket.destroy(new Error('no answer')));
    });

  it.each([
    ['an address that cannot be read', 'GET /api/sales/%E0%A4%A HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n'],
    [
      'a name without end',
      `DELETE /api/products/${'%39'.repeat(300)} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`,
    ],
    ['a header without end', `GET /api/sales HTTP/1.1\r\nhost: x\r\nx: ${'a'.repeat(20_000)}\r\n\r\n`],
    ['two lengths', 'POST /api/sales HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab'],
    ['no request at all', 'hello\r\n\r\n'],
  ])('is answered as every error is: %s', async (_, bytes) => {
    const answer = await exchange(bytes);
    expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(answer).toMatch(/content-type: application\/problem\+json/i);
    expect(ERROR_CODES).toContain(JSON.parse(answer.slice(answer.indexOf('{')))['code']);
  });
});

describe('an id', () => {
  it('is the same in capitals, wherever it stands', async () => {
    const { body: product } = await org.manager.post('/products', newProduct()).expect(201);
    const id = randomUUID().toUpperCase();
    const lines = [{ productId: product.id.toUpperCase(), packId: 'bottle', quantity: 2 }];
    const sale = { id, lines, tenders: [{ type: 'cash', amountCents: 1426 }] };
    await org.cashier.post('/sales', sale).expect(201);
    await org.cashier.get(`/sales/${id}`).expect(200);
    await org.cashier.get(`/products/${product.id.toUpperCase()}`).expect(200);
    const back = { id: randomUUID().toUpperCase(), lines: [{ line: 0, quantity: 1 }] };
    await org.cashier.post(`/sales/${id}/returns`, back).expect(201);
    const other = { ...sale, id: randomUUID().toUpperCase() };
    await org.cashier.post('/sales', other).expect(201);
    await org.manager.post(`/sales/${other.id}/void`).expect(200);
  });
});

describe('a figure', () => {
  it('past what can be counted exactly is refused, and nothing changes', async () => {
    const { body: product } = await org.manager.post('/products', newProduct({ costCents: 100_000_000 })).expect(201);
    const adjust = (units: number) =>
      org.manager.post('/inventory/adjustments', { productId: product.id, units, reason: 'count' });
    expect((await adjust(1_000_000)).body).toMatchObject({ status: 400, code: 'validation_failed' });
    expect((await adjust(-1_000_000)).body).toMatchObject({ status: 400, code: 'validation_failed' });
    expect((await adjust(100)).status).toBe(201);
    expect(await server.bookDifferences(org.id)).toEqual([]);
  });
});

describe('what a fuzzer found', () => {
  // What an operation answers and does not list makes the server of a test fail when it stops.
  it.each(
    operations()
      .filter(({ path, role }) => path.includes('{') && role !== 'platform_admin')
      .map((operation) => [operation.name, operation] as const),
  )('is told as any other that leads nowhere: a name of thousands of letters, %s', async (_, operation) => {
    const { method, path, body, queries } = operation;
    const asked = new URLSearchParams();
    for (const { name, example } of queries) if (example !== undefined) asked.set(name, String(example));
    const long = path.replaceAll(/\{\w+\}/g, encodeURIComponent('é'.repeat(1000)));
    const { status, body: answer } = await org.admin.call(
      method,
      `${long}?${asked}`,
      body && (body.example as object | undefined),
    );
    expect([400, 403, 404, 409, 422]).toContain(status);
    expect(answer.code).not.toBe('route_not_found');
  });

  it('is refused: a file that was not sent, and a line that is two things, one of them nonsense', async () => {
    const organization = await server.openOrganization();
    for (const path of ['/inventory/counts/opening-stock', '/products/import']) {
      const answer = await fetch(`${server.url}/api${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${organization.manager.token}` },
      });
      expect([path, answer.status]).toEqual([path, 400]);
    }
    const line = { productId: {}, packId: 'bottle', quantity: 1, giftCard: { amountCents: 1000 } };
    const { body } = await organization.cashier.post('/sales/quote', { lines: [line] }).expect(400);
    expect(body.errors).toMatchObject([{ path: 'lines.0.productId' }]);
  });
});
