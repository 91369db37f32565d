import { Types } from 'mongoose';
import { OrganizationsService } from '../src/organizations/organizations.service';
import { UserDualWrite } from '../src/users/user-dual-write';
import { assertOpenedOnce, openingsThatDie } from './support/dying-openings';
import { type Client, itBesideMain, PASSWORD, TestServer } from './support/test-server';

let server: TestServer;
let platform: Client;

beforeAll(async () => {
  server = await TestServer.start();
  platform = await server.platformAdmin();
});
afterAll(() => server.stop());
afterEach(() => jest.restoreAllMocks());

const newOrganization = (email = `admin-${new Types.ObjectId()}@new.example`) => ({
  name: 'New Liquors',
  timezone: 'America/New_York',
  currency: 'USD',
  admin: { email, name: 'Nell New', password: PASSWORD },
});

const tenantDatabases = async () => {
  const { databases } = await server.database('admin').admin().listDatabases({ nameOnly: true });
  return databases
    .map(({ name }) => name)
    .filter((name) => name.startsWith('tenant_'))
    .sort();
};

describe('organizations', () => {
  it('are opened with a database, an admin, a store and a register', async () => {
    const input = newOrganization();
    const { body } = await platform.post('/organizations', input).expect(201);
    expect(body).toMatchObject({ name: input.name, databaseName: `tenant_${body.id}`, active: true });
    const admin = await server.login(input.admin.email);
    const { body: stores } = await admin.get('/stores').expect(200);
    expect(stores.items).toMatchObject([
      { number: 1, name: input.name, timezone: 'America/New_York', registers: [{ number: 1, name: 'Register 1' }] },
    ]);
    expect((await platform.get(`/organizations/${body.id}`).expect(200)).body).toEqual(body);
    expect((await platform.get('/organizations').expect(200)).body.items).toContainEqual(body);
  });

  itBesideMain('keep main free of business data and tenants free of password hashes', async () => {
    const collections = await server.main.db?.listCollections().toArray();
    // What the embedded server's own probe writes is nobody's data.
    const names = collections?.map(({ name }) => name).filter((name) => name !== 'health');
    expect(names?.sort()).toEqual([
      'idempotency_keys',
      'organizations',
      'rate_limits',
      'sessions',
      'sign_in_attempts',
      'users',
    ]);
    for (const name of await tenantDatabases()) {
      for (const collection of await server.database(name).collections()) {
        expect(JSON.stringify(await collection.find().toArray())).not.toMatch(/\$2b\$|passwordHash/);
      }
    }
  });

  it('are opened all or not at all', async () => {
    const before = {
      databases: await tenantDatabases(),
      entries: await server.main.collection('organizations').countDocuments(),
    };
    jest.spyOn(UserDualWrite.prototype, 'applyToMain').mockRejectedValueOnce(new Error('the power went out'));
    const input = newOrganization();
    await platform.post('/organizations', input).expect(500);
    expect(await tenantDatabases()).toEqual(before.databases);
    expect(await server.main.collection('organizations').countDocuments()).toBe(before.entries);
    await platform.post('/organizations', input).expect(201);
    const { body } = await platform.post('/organizations', newOrganization(input.admin.email)).expect(409);
    expect(body).toMatchObject({ code: 'email_taken', errors: [{ path: 'admin.email' }] });
  });

  it('are opened once, and whole, wherever a process dies while it opens one', async () => {
    const before = await tenantDatabases();
    const died = await openingsThatDie(server, () => server.database('admin').command({ killAllSessions: [] }));
    await assertOpenedOnce(server, died);
    expect((await tenantDatabases()).length).toBe(before.length + died.length);
  });

  it('have what a crash left of an opening removed', async () => {
    const _id = new Types.ObjectId();
    const old = new Date(Date.now() - 11 * 60_000);
    await server.main
      .collection('organizations')
      .insertOne({ _id, name: 'Half', state: 'opening', active: true, createdAt: old });
    await server.tenantDatabase(_id.toString()).collection('users').insertOne({ half: true });
    await platform.get(`/organizations/${_id}`).expect(404);
    await server.app.get(OrganizationsService).removeAbandonedOpenings();
    expect(await tenantDatabases()).not.toContain(`tenant_${_id}`);
    expect(await server.main.collection('organizations').findOne({ _id })).toBeNull();
  });

  it('are held to the rules of their fields', async () => {
    const { body } = await platform
      .post('/organizations', {
        name: '',
        timezone: 'Mars/Olympus',
        currency: 'XQX',
        admin: { email: 'x', name: 'A', password: '1' },
      })
      .expect(400);
    const paths = new Set(body.errors.map(({ path }: { path: string }) => path));
    expect(paths).toEqual(new Set(['name', 'timezone', 'currency', 'admin.email']));
  });
});
