import { randomInt, randomUUID } from 'node:crypto';
import { JwtService } from '@nestjs/jwt';
import { Types } from 'mongoose';
import { Actor } from '../src/access/actor';
import { MailServer } from './support/mail-server';
import { type Operation, operations } from './support/openapi-fixture';
import { Client, newProduct, type Organization, PASSWORD, RULE_KINDS, TestServer } from './support/test-server';
import { until } from './support/until';

const OPERATIONS = operations();
/** As the contract's example has it. */
const PIN = '4711';
const ROLES = ['none', 'cashier', 'manager', 'org_admin', 'platform_admin'] as const;
type RoleName = (typeof ROLES)[number];

/** The fields and parameters that name something of a tenant. */
const REFERENCES = ['productId', 'storeId', 'registerId', 'cashierId', 'depositId', 'approverId', 'userId'] as const;
type Reference = (typeof REFERENCES)[number];
type Ids = Record<Reference, string> & {
  users: string;
  products: string;
  sales: string;
  stores: string;
  counts: string;
  'scheduled-prices': string;
  'report-mails': string;
  'held-sales': string;
  registers: string;
  shifts: string;
  /** The Z of a shift that was closed. */
  'z-reports': string;
  'gift-cards': string;
  'explained-prices': string;
  presets: string;
  'house-accounts': string;
  organizations: string;
} & Record<(typeof RULE_KINDS)[number], string>;

let post: MailServer;
let server: TestServer;
let platform: Client;
let own: Organization;
let foreign: Organization;
let ownIds: Ids;
let foreignIds: Ids;

beforeAll(async () => {
  post = new MailServer();
  server = await TestServer.start({ SMTP_URL: await post.start() });
  platform = await server.platformAdmin();
  [own, foreign] = [await server.openOrganization('Own'), await server.openOrganization('Foreign')];
  [ownIds, foreignIds] = [await furnish(own), await furnish(foreign)];
});
afterAll(async () => {
  await server.stop();
  await post.stop();
});

/** One of everything an organization can have. */
async function furnish(organization: Organization): Promise<Ids> {
  const { body: product } = await organization.manager.post('/products', newProduct()).expect(201);
  const { body: stores } = await organization.cashier.get('/stores').expect(200);
  const { body: user } = await organization.admin
    .post('/users', { email: `${randomUUID()}@org.example`, name: 'Extra', role: 'cashier', password: PASSWORD })
    .expect(201);
  const id = randomUUID();
  const lines = [{ productId: product.id, packId: 'bottle', quantity: 1 }];
  const giftCard = { code: `GIFT${randomInt(1e12)}`, amountCents: 500 };
  const tenders = [{ type: 'cash', amountCents: 1500 }];
  await organization.cashier.post('/sales', { id, lines: [...lines, { giftCard }], tenders }).expect(201);
  const { body: link } = await organization.cashier.get(`/sales/${id}/price-link`).expect(200);
  const [store] = stores.items;
  const { body: added } = await organization.admin.post(`/stores/${store.id}/registers`, { name: 'Extra' }).expect(201);
  const photo = OPERATIONS.find(({ name }) => name === 'PUT /api/products/{id}/photo')?.body?.example as object;
  await organization.manager.put(`/products/${product.id}/photo`, photo).expect(200);
  await organization.admin.put('/organization/logo', photo).expect(200);
  const { body: scheduled } = await organization.manager
    .post('/scheduled-prices', {
      productId: product.id,
      packId: 'bottle',
      priceCents: 1,
      startsAt: '2031-01-31T06:00:00Z',
    })
    .expect(201);
  // There are few of them at a time.
  await server
    .tenantDatabase(organization.id)
    .collection('organization')
    .updateOne({}, { $set: { reportMails: [] } });
  const { body: mail } = await organization.manager
    .post('/report-mails', { recipients: ['owner@store.example'], every: 'week', hour: 7, language: 'en' })
    .expect(201);
  const { body: count } = await organization.manager.post('/inventory/counts', { name: 'Shelf' }).expect(201);
  await organization.manager.put('/users/me/pin', { password: PASSWORD, pin: PIN }).expect(200);
  const shifts = await Promise.all([
    openShift(organization, added.registers.at(-1).id),
    openShift(organization, (await newRegister(organization, store.id)).id),
  ]);
  const counted = [{ tender: 'cash', count: { cents: 15_000 } }];
  await organization.cashier.post(`/shifts/${shifts[1]}/close`, { counted }).expect(200);
  const { body: account } = await organization.manager
    .post('/house-accounts', { name: 'Corner Bar', limitCents: 5000 })
    .expect(201);
  const held = randomUUID();
  const aside = { id: held, name: 'Green', saleId: randomUUID(), basket: { lines }, totalCents: 713 };
  await organization.cashier.post('/held-sales', { ...aside, registerId: store.registers[0].id }).expect(201);
  const rules: Record<string, string> = {};
  for (const kind of RULE_KINDS) {
    const create = OPERATIONS.find(({ name }) => name === `POST /api/pricing/${kind}`);
    const { body: rule } = await organization.admin
      .post(`/pricing/${kind}`, create?.body?.example as object)
      .expect(201);
    rules[kind] = rule.id;
  }
  return {
    ...(rules as Record<(typeof RULE_KINDS)[number], string>),
    depositId: rules['deposits'] as string,
    productId: product.id,
    products: product.id,
    storeId: store.id,
    stores: store.id,
    counts: count.id,
    'scheduled-prices': scheduled.id,
    'report-mails': mail.id,
    'held-sales': held,
    registers: (await newRegister(organization, store.id)).id,
    shifts: shifts[0],
    'z-reports': shifts[1],
    'gift-cards': giftCard.code,
    'explained-prices': link.path.split('/').at(-1),
    presets: 'us-ia',
    'house-accounts': account.code,
    approverId: organization.manager.user.id,
    userId: organization.manager.user.id,
    registerId: store.registers[0].id,
    cashierId: user.id,
    users: user.id,
    sales: id,
    organizations: organization.id,
  };
}

const newRegister = async (organization: Organization, storeId: string): Promise<{ id: string }> => {
  const { body } = await organization.admin.post(`/stores/${storeId}/registers`, { name: 'Extra' }).expect(201);
  return body.registers.at(-1);
};

const openShift = async (organization: Organization, registerId: string): Promise<string> => {
  const id = randomUUID();
  const opening = { id, openingCount: { cents: 15_000 } };
  await organization.cashier.post(`/registers/${registerId}/shifts`, opening).expect(201);
  return id;
};

const missingIds = (): Ids => {
  const hex = () => new Types.ObjectId().toString();
  return {
    depositId: hex(),
    ...(Object.fromEntries(RULE_KINDS.map((kind) => [kind, hex()])) as Record<(typeof RULE_KINDS)[number], string>),
    productId: hex(),
    products: hex(),
    storeId: hex(),
    stores: hex(),
    counts: hex(),
    'scheduled-prices': hex(),
    'report-mails': hex(),
    'held-sales': randomUUID(),
    registers: hex(),
    shifts: randomUUID(),
    'z-reports': randomUUID(),
    'gift-cards': `GIFT${randomInt(1e12)}`,
    'explained-prices': 'A'.repeat(59),
    presets: 'us-nowhere',
    'house-accounts': `HA${randomInt(1e8)}`,
    approverId: hex(),
    userId: hex(),
    registerId: hex(),
    cashierId: hex(),
    users: hex(),
    sales: randomUUID(),
    organizations: hex(),
  };
};

const clientOf = (role: string): Client | undefined =>
  ({ cashier: own.cashier, manager: own.manager, org_admin: own.admin, platform_admin: platform })[role];

/** The caller who may: for what anyone signed in may call, the admin. */
const allowedClient = (operation: Operation) => clientOf(operation.role) ?? own.admin;

const mayCall = (operation: Operation, role: RoleName): boolean => {
  if (operation.role === 'anyone') return true;
  if (role === 'none') return false;
  if (operation.role === 'signed_in') return true;
  if (operation.role === 'platform_admin' || role === 'platform_admin') return operation.role === role;
  return ROLES.indexOf(role) >= ROLES.indexOf(operation.role as RoleName);
};

/** Where a call's path names a thing, which kind of thing: `/pricing/taxes/{id}` names one of taxes. */
const kindInPath = (operation: Operation) =>
  /([\w-]+)\/\{(?:id|code)\}/.exec(operation.path)?.[1] as keyof Ids | undefined;

const pathWith = (operation: Operation, ids: Ids) =>
  operation.path.replace(/\{(id|code)\}/, ids[kindInPath(operation) ?? 'users']);

/** The example body with ids put in where it refers to something, and what must be unique made so. */
function bodyWith(operation: Operation, ids: Ids): object | string | undefined {
  if (!operation.body) return undefined;
  if (typeof operation.body.example === 'string') return operation.body.example;
  const fill = (value: unknown, name: string): unknown => {
    if (Array.isArray(value)) return name === 'barcodes' ? [] : value.map((item) => fill(item, name));
    if (typeof value === 'object' && value !== null) {
      const filled = Object.entries(value).map(([key, inner]) => [key, fill(inner, key)]);
      const object = Object.fromEntries(filled) as Record<string, unknown>;
      // A count is a sum or pieces; an approval is asked for.
      delete object['denominations'];
      delete object['approval'];
      // On main's cluster: there is no other here.
      delete object['cluster'];
      // A line names a barcode, a product and its pack, a gift card or an account; only what has a code is paid by one.
      if ('packId' in object) delete object['barcode'];
      delete object['giftCard'];
      delete object['accountPayment'];
      if (object['type'] === 'cash') delete object['code'];
      // What only a manager's word makes true; what cashiers may call is called by one.
      if (operation.role === 'cashier') {
        for (const key of ['override', 'discount', 'customer', 'at', 'exchange']) delete object[key];
        // Rules made by other calls change what a basket costs.
        if (operation.path === '/sales') delete object['totalCents'];
      }
      return object;
    }
    if ((REFERENCES as readonly string[]).includes(name)) return ids[name as Reference];
    if (name === 'password' && operation.path === '/users/me/pin') return PASSWORD;
    if (name === 'email') return `${randomUUID()}@example.com`;
    if (name === 'sku') return randomUUID();
    if (name === 'barcode' && operation.path === '/products/quick-add') return String(randomInt(1e6, 1e7));
    if (name === 'id' && String(value).length === 36) return randomUUID();
    return value;
  };
  return fill(operation.body.example, '') as object;
}

function queryWith(operation: Operation, ids: Ids): string {
  const required = operation.queries.filter(({ required }) => required);
  const text = required.map(({ name, example }) => `${name}=${encodeURIComponent(String(idOr(name, ids) ?? example))}`);
  return text.length > 0 ? `?${text.join('&')}` : '';
}

const idOr = (name: string, ids: Ids) =>
  (REFERENCES as readonly string[]).includes(name) ? ids[name as Reference] : undefined;

interface Sent {
  token?: string;
  path: string;
  body?: object | string;
  cookie?: string;
  key?: string;
}

async function send(operation: Operation, { token, path, body, cookie, key }: Sent) {
  let call = server.anyone(operation.method, path);
  if (token) call = call.set('authorization', `Bearer ${token}`);
  if (cookie) call = call.set('cookie', cookie);
  if (key) call = call.set('idempotency-key', key);
  if (operation.body) call = call.set('content-type', operation.body.type);
  return body === undefined ? call : call.send(body);
}

const ENDS_ITS_SESSION = ['/auth/logout', '/auth/switch'];

/** A receipt goes out behind its answer, and what waits for it is gone then. */
async function mailsAreOut(): Promise<boolean> {
  const profile = await server.tenantDatabase(own.id).collection('organization').findOne({});
  return profile?.['receiptMails'].length === 0;
}

/** A call that must succeed, with fresh things to act on. */
async function succeed(operation: Operation) {
  known = undefined;
  const ids = kindInPath(operation) && operation.method !== 'get' ? await furnish(own) : ownIds;
  if (operation.path === '/auth/login')
    return send(operation, { path: operation.path, body: { email: own.cashier.user.email, password: PASSWORD } });
  const { token } = ENDS_ITS_SESSION.includes(operation.path)
    ? await server.login(own.cashier.user.email)
    : allowedClient(operation);
  const cookie = operation.path === '/auth/refresh' ? await freshCookie() : undefined;
  const path = `${pathWith(operation, { ...ids, organizations: own.id })}${queryWith(operation, ids)}`;
  if (operation.path === '/inventory/counts/{id}/post') {
    await own.manager.call('patch', `/inventory/counts/${ids.counts}`, { status: 'finished' }).expect(200);
  }
  if (operation.path === '/organization/logo/picture') await furnish(own);
  if (operation.path === '/products/lookup') {
    await own.manager.post(
      '/products',
      newProduct({ packs: [{ name: 'Can', units: 1, priceCents: 1, barcodes: ['012345678905'] }] }),
    );
  }
  const answer = await send(operation, { token, path, cookie, body: bodyWith(operation, ids) });
  if (operation.path === '/sales/{id}/receipt-mails') await until(mailsAreOut);
  return answer;
}

async function freshCookie(): Promise<string> {
  const { headers } = await server
    .anyone('post', '/auth/login')
    .send({ email: own.cashier.user.email, password: PASSWORD });
  return String(headers['set-cookie']).split(';')[0] ?? '';
}

/** What the fingerprint was when nothing had changed since. */
let known: string | undefined;

/** The fingerprint before calls that change nothing, which the check behind the calls before may have taken already. */
async function unchanged(): Promise<string> {
  known ??= await fingerprint();
  return known;
}

async function expectUnchanged(before: string): Promise<void> {
  known = await fingerprint();
  expect(known).toBe(before);
}

/** Every document of every database, as the database itself sums them up, but sessions and attempts, which calls without effect may still touch. */
async function fingerprint(): Promise<string> {
  const sums = ['NewLiqourPOS', `tenant_${own.id}`, `tenant_${foreign.id}`].map(async (name) => {
    const { collections } = await server.database(name).command({ dbHash: 1 });
    const { health: _, sessions: __, sign_in_attempts: ___, ...kept } = collections as Record<string, string>;
    return { name, kept };
  });
  return JSON.stringify(await Promise.all(sums));
}

describe.each(OPERATIONS.map((operation) => [operation.name, operation] as const))('%s', (_, operation) => {
  it('says who may call it', () => {
    expect([...ROLES, 'anyone', 'signed_in']).toContain(operation.role);
  });

  it('can be called by those who may, whom its service asks', async () => {
    const asked = jest.spyOn(Actor.prototype, 'require');
    const { status, text } = await succeed(operation);
    const permissions = asked.mock.calls.map(([permission]) => permission);
    asked.mockRestore();
    if (operation.role !== 'anyone' && operation.role !== 'signed_in')
      expect(permissions).toContain(operation.permission);
    expect([status, status >= 300 ? text : '']).toEqual([expect.any(Number), '']);
    expect(status).toBeLessThan(300);
  });

  it('is refused to everyone else, and nothing changes', async () => {
    const before = await unchanged();
    for (const role of ROLES.filter((candidate) => !mayCall(operation, candidate))) {
      const path = `${pathWith(operation, ownIds)}${queryWith(operation, ownIds)}`;
      const { status } = await send(operation, {
        token: clientOf(role)?.token,
        path,
        body: bodyWith(operation, ownIds),
      });
      expect([role, status]).toEqual([role, role === 'none' ? 401 : 403]);
    }
    await expectUnchanged(before);
  });

  if (operation.role !== 'anyone') {
    it('is refused to forged claims, and nothing changes', async () => {
      const before = await unchanged();
      const claims = { userId: own.admin.user.id, email: own.admin.user.email, role: 'org_admin', sid: '1-forged' };
      const path = `${pathWith(operation, foreignIds)}${queryWith(operation, foreignIds)}`;
      const body = bodyWith(operation, foreignIds);
      // Signed with the right key, as only this server could, yet naming a user the organization does not have.
      const crossed = server.app
        .get(JwtService)
        .sign({ ...claims, userId: own.admin.user.id, organizationId: foreign.id });
      const stranger = server.app
        .get(JwtService)
        .sign({ ...claims, userId: own.admin.user.id, organizationId: new Types.ObjectId().toString() });
      const elevated = server.app
        .get(JwtService)
        .sign({ ...claims, role: 'platform_admin', userId: own.admin.user.id, organizationId: null });
      const [header, , signature] = own.admin.token.split('.');
      const payload = Buffer.from(JSON.stringify({ ...claims, organizationId: foreign.id })).toString('base64url');
      for (const token of [crossed, stranger, elevated, `${header}.${payload}.${signature}`]) {
        expect((await send(operation, { token, path, body })).status).toBe(401);
      }
      await expectUnchanged(before);
    });
  }

  const inBody = REFERENCES.filter((name) => JSON.stringify(operation.body?.example ?? '').includes(`"${name}"`));
  const inQuery = REFERENCES.filter((name) => operation.queries.some((query) => query.name === name));
  const inPath = kindInPath(operation);
  // Whoever holds a signed code may read what it leads to; presets are everybody's.
  const isKey = inPath === 'explained-prices' || inPath === 'presets';
  const places = [...(inPath && inPath !== 'organizations' && !isKey ? ['path'] : []), ...inBody, ...inQuery];

  for (const place of places)
    it(`answers a foreign ${place} id as it answers a missing one, and nothing changes`, async () => {
      const call = (ids: Ids) => {
        const named =
          place === 'path' && inPath
            ? { ...ownIds, [inPath]: ids[inPath] }
            : { ...ownIds, [place]: ids[place as Reference] };
        const query = inQuery.includes(place as Reference)
          ? `?${place}=${ids[place as Reference]}`
          : queryWith(operation, named);
        return send(operation, {
          token: allowedClient(operation).token,
          path: `${pathWith(operation, named)}${query}`,
          body: bodyWith(operation, named),
        });
      };
      const before = await unchanged();
      const answers = [await call(foreignIds), await call(missingIds())] as const;
      expect(answers[0].status).toBe(answers[1].status);
      expect(answers[0].text).toBe(answers[1].text);
      // A filter on something foreign finds nothing; everything else is refused.
      if (inQuery.includes(place as Reference) && answers[0].status === 200) expect(answers[0].body.items).toEqual([]);
      else expect([401, 403, 404]).toContain(answers[0].status);
      await expectUnchanged(before);
    });

  it('refuses operators in its parameters', async () => {
    const { token } = allowedClient(operation);
    for (const parameter of ['a[$gt]=', 'limit[$ne]=1', '__proto__=1', '$where=1']) {
      const { status } = await send(operation, { token, path: `${pathWith(operation, ownIds)}?${parameter}` });
      expect([parameter, status]).toEqual([parameter, 400]);
    }
  });

  if (operation.body?.type === 'application/json') {
    it('refuses operators, unknown fields and __proto__ anywhere in its body', async () => {
      const before = await unchanged();
      const example = bodyWith(operation, ownIds) as Record<string, unknown>;
      const path = `${pathWith(operation, ownIds)}${queryWith(operation, ownIds)}`;
      const { token } = allowedClient(operation);
      const bad: (object | string)[] = [
        ...spoiled(example),
        { ...example, unknownField: 1 },
        { ...example, $where: '1' },
        `${JSON.stringify(example).slice(0, -1)}${Object.keys(example).length > 0 ? ',' : ''}"__proto__":{"role":"org_admin"}}`,
        `${JSON.stringify(example).slice(0, -1)}${Object.keys(example).length > 0 ? ',' : ''}"constructor":{"prototype":{"role":"x"}}}`,
      ];
      for (const body of bad) {
        const { status } = await send(operation, { token, path, body });
        expect([body, status]).toEqual([body, 400]);
      }
      await expectUnchanged(before);
    });
  }
});

/** The body once for each of its fields, however deep, with an operator in the field's place. */
function spoiled(value: unknown): object[] {
  if (Array.isArray(value))
    return value.flatMap((item, index) => spoiled(item).map((bad) => value.with?.(index, bad) ?? [bad]));
  if (typeof value !== 'object' || value === null) return [{ $ne: null }];
  return Object.entries(value).flatMap(([name, inner]) => spoiled(inner).map((bad) => ({ ...value, [name]: bad })));
}

/** What makes something under an id of the caller's own, or makes nothing. */
const WITHOUT_A_KEY = [
  'POST /api/approvals',
  'POST /api/auth/login',
  'POST /api/auth/logout',
  'POST /api/auth/refresh',
  'POST /api/auth/switch',
  'POST /api/clock',
  'POST /api/held-sales',
  'POST /api/held-sales/{id}/recall',
  'POST /api/inventory/counts/opening-stock',
  'POST /api/inventory/counts/{id}/entries',
  'POST /api/inventory/counts/{id}/post',
  'POST /api/pricing/presets/{id}/update',
  'POST /api/pricing/replay',
  'POST /api/products/import',
  'POST /api/refusals',
  'POST /api/registers/{id}/shifts',
  'POST /api/report-mails/{id}/send',
  'POST /api/returns',
  'POST /api/returns/quote',
  'POST /api/sales',
  'POST /api/sales/cleared',
  'POST /api/sales/quote',
  'POST /api/sales/{id}/receipt-mails',
  'POST /api/sales/{id}/reprints',
  'POST /api/sales/{id}/returns',
  'POST /api/sales/{id}/returns/quote',
  'POST /api/sales/{id}/void',
  'POST /api/shifts/{id}/close',
  'POST /api/shifts/{id}/movements',
];

describe('a creation', () => {
  it('takes an Idempotency-Key wherever the caller gives no id', () => {
    const unkeyed = OPERATIONS.filter(({ method, keyed }) => method === 'post' && !keyed).map(({ name }) => name);
    expect(unkeyed.sort()).toEqual(WITHOUT_A_KEY);
  });

  it.each(OPERATIONS.filter(({ keyed }) => keyed).map((operation) => [operation.name, operation] as const))(
    '%s makes one thing under one key, however often and however much at once, and takes the key for nothing else',
    async (_, operation) => {
      const { token } = allowedClient(operation);
      const path = `${pathWith(operation, ownIds)}${queryWith(operation, ownIds)}`;
      const key = randomUUID();
      const example = bodyWith(operation, ownIds) as Record<string, unknown>;
      // An invoice comes in once, and the example's has.
      const body = 'invoice' in example ? { ...example, invoice: key } : example;
      const made = await Promise.all([1, 2, 3].map(() => send(operation, { token, path, body, key })));
      for (const { status, text } of made) expect([status, text]).toEqual([made[0]?.status, made[0]?.text]);
      expect(made[0]?.status).toBeLessThan(300);
      const before = await fingerprint();
      const inAnotherOrder = Object.fromEntries(Object.entries(body).reverse());
      expect((await send(operation, { token, path, body: inAnotherOrder, key })).text).toBe(made[0]?.text);
      const other = await send(operation, { token, path, body: differently(body), key });
      expect([other.status, other.body.code]).toEqual([422, 'idempotency_key_reused']);
      expect(await fingerprint()).toBe(before);
    },
  );
});

/** A body as valid, that asks for something else. */
function differently(body: Record<string, unknown>): object {
  if ('units' in body) return { ...body, units: 7 };
  if ('recipients' in body) return { ...body, hour: 8 };
  if ('startsAt' in body) return { ...body, priceCents: 2 };
  if ('invoice' in body) return { ...body, invoice: 'another' };
  if ('preset' in body) return { ...body, preset: 'us-wa', storeIds: null };
  return { ...body, name: 'Another name' };
}
