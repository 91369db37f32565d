import { ContextIdFactory } from '@nestjs/core';
import { Injector } from '@nestjs/core/injector/injector';
import { ProductsService } from '../src/products/products.service';
import { tenantId } from '../src/tenancy/tenant-id';
import { TenantPool } from '../src/tenancy/tenant-pool';
import { ALL_TENANT_MODELS } from '../src/tenant-models';
import { itBesideMain, newProduct, type Organization, TestServer } from './support/test-server';

const POOL_MAX = 3;

let server: TestServer;
let pool: TenantPool;
let organizations: Organization[];

beforeAll(async () => {
  server = await TestServer.start({ TENANT_POOL_MAX: String(POOL_MAX) });
  pool = server.app.get(TenantPool);
  organizations = [];
  for (let index = 0; index < POOL_MAX + 1; index++) {
    const organization = await server.openOrganization(`Store ${index}`);
    await organization.manager.post('/products', newProduct({ name: `Only of store ${index}` })).expect(201);
    organizations.push(organization);
  }
});
afterAll(() => server.stop());
afterEach(() => jest.restoreAllMocks());

/** Every construction Nest does from now on, by name. */
function countConstructions(): Map<string, number> {
  const counts = new Map<string, number>();
  const original = Injector.prototype.instantiateClass;
  jest.spyOn(Injector.prototype, 'instantiateClass').mockImplementation(function (this: Injector, ...args) {
    const name = String(args[1].name);
    counts.set(name, (counts.get(name) ?? 0) + 1);
    return original.apply(this, args) as never;
  });
  return counts;
}

function evictAll(): void {
  for (const { id } of organizations) pool.forget(tenantId(id));
}

const names = async (organization: Organization) => {
  const { body } = await organization.cashier.get('/products').expect(200);
  return (body.items as { name: string }[]).map(({ name }) => name);
};

describe('the tenant of a request', () => {
  it('is reached by 20 cold requests of each of two tenants at once, building each service once for each', async () => {
    evictAll();
    const [first, second] = organizations as [Organization, Organization];
    const counts = countConstructions();
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, index) => names(index % 2 === 0 ? first : second)),
    );
    for (const [index, found] of answers.entries()) expect(found).toEqual([`Only of store ${index % 2}`]);
    expect(counts.get('ProductsService')).toBe(2);
    expect(counts.get('ProductsController')).toBe(2);
    expect(counts.get('CurrentTenant')).toBe(2);
  });

  it('costs a warm request no construction at all', async () => {
    const [first] = organizations as [Organization];
    await names(first);
    const counts = countConstructions();
    for (let index = 0; index < 10; index++) await names(first);
    expect([...counts]).toEqual([]);
  });

  it('gets no tree from a thousand bad tokens', async () => {
    evictAll();
    const counts = countConstructions();
    const bad = Array.from({ length: 1000 }, (_, index) => `Bearer bad-token-${index}`);
    while (bad.length > 0) {
      const batch = bad.splice(0, 50).map((token) => server.anyone('get', '/products').set('authorization', token));
      for (const { status } of await Promise.all(batch)) expect(status).toBe(401);
    }
    expect(pool.size).toBe(0);
    expect(counts.get('ProductsService')).toBeUndefined();
  });

  itBesideMain('is tried again after its connection could not be made', async () => {
    evictAll();
    const [first] = organizations as [Organization];
    jest.spyOn(server.main, 'useDb').mockImplementationOnce(() => {
      throw new Error('no connection today');
    });
    await first.cashier.get('/products').expect(500);
    expect(await names(first)).toEqual(['Only of store 0']);
  });

  it('is tried again after its services could not be built', async () => {
    evictAll();
    const [first] = organizations as [Organization];
    const tenant = await pool.enter(tenantId(first.id));
    const { connection } = tenant;
    let failures = 0;
    Object.defineProperty(tenant, 'connection', {
      configurable: true,
      get: () => {
        // The access check reads it too; only what Nest builds must fail, once.
        if (failures === 0 && new Error().stack?.includes('injector')) {
          failures++;
          throw new Error('not built today');
        }
        return connection;
      },
    });
    await first.cashier.get('/products').expect(500);
    expect(failures).toBe(1);
    expect(await names(first)).toEqual(['Only of store 0']);
    Object.defineProperty(tenant, 'connection', { value: connection });
    pool.leave(tenant);
  });

  it('goes when it is the least recently used past the bound, and comes back', async () => {
    for (const organization of [...organizations, ...organizations]) {
      expect(await names(organization)).toEqual([`Only of store ${organizations.indexOf(organization)}`]);
      expect(pool.size).toBeLessThanOrEqual(POOL_MAX);
    }
  });

  it('keeps its connection until the request in flight is done', async () => {
    const [first, ...others] = organizations as [Organization, ...Organization[]];
    const held = await pool.enter(tenantId(first.id));
    for (const { id } of others) pool.leave(await pool.enter(tenantId(id)));
    expect(held.connection.readyState).toBe(1);
    pool.leave(held);
    expect(held.connection.readyState).toBe(0);
    expect(server.main.readyState).toBe(1);
  });

  it('that comes back while it leaves goes on with the connection it had', async () => {
    const [first, ...others] = organizations as [Organization, ...Organization[]];
    const held = await pool.enter(tenantId(first.id));
    for (const { id } of others) pool.leave(await pool.enter(tenantId(id)));
    const again = await pool.enter(tenantId(first.id));
    expect(again).toBe(held);
    pool.leave(held);
    expect(again.connection.readyState).toBe(1);
    pool.leave(again);
  });

  it('has the schemas of all features from the start', async () => {
    const [first] = organizations as [Organization];
    const tenant = await pool.enter(tenantId(first.id));
    expect(tenant.connection.modelNames().sort()).toEqual(ALL_TENANT_MODELS.map(({ name }) => name).sort());
    pool.leave(tenant);
  });

  it('is never guessed: without one nothing can be built', async () => {
    await expect(server.app.resolve(ProductsService, ContextIdFactory.create())).rejects.toMatchObject({
      code: 'unauthenticated',
    });
  });

  it('has few enough collections and indexes for a cluster to hold thousands', async () => {
    const [first] = organizations as [Organization];
    const database = server.tenantDatabase(first.id);
    const collections = await database.listCollections().toArray();
    let count = collections.length;
    for (const { name } of collections) count += (await database.collection(name).indexes()).length;
    expect(count).toBeLessThanOrEqual(60);
  });
});
