import { Types } from 'mongoose';
import { UsersVerifier } from '../src/verification/users-verifier';
import { COMMAND, type Organization, PASSWORD, TestServer } from './support/test-server';

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
// Whatever a test did, the two databases agree after it.
afterEach(async () => expect(await server.app.get(UsersVerifier).differences(COMMAND)).toEqual([]));

const newUser = (overrides: object = {}) => ({
  email: `user-${new Types.ObjectId()}@org.example`,
  name: 'Una User',
  role: 'cashier',
  password: PASSWORD,
  ...overrides,
});

const both = async (id: string) => {
  const _id = new Types.ObjectId(id);
  return {
    tenant: await server.tenantDatabase(org.id).collection('users').findOne({ _id }),
    main: await server.main.collection('users').findOne({ _id }),
  };
};

const marks = () => server.lines.filter((line) => line.startsWith('✅'));

describe('users', () => {
  it('are created, changed and deleted in both databases, tenant first, and say so', async () => {
    server.lines.length = 0;
    const input = newUser({ email: 'Ursula@Org.Example' });
    const { body: user } = await org.admin.post('/users', input).expect(201);
    expect(user).toEqual({
      id: expect.any(String),
      email: 'ursula@org.example',
      name: 'Una User',
      role: 'cashier',
      active: true,
      version: 1,
      lastLoginAt: null,
      createdAt: expect.any(String),
      updatedAt: expect.any(String),
    });
    const created = await both(user.id);
    expect(created.tenant).toMatchObject({ email: user.email, version: 1 });
    expect(created.main).toMatchObject({ email: user.email, version: 1, organizationId: new Types.ObjectId(org.id) });
    expect(JSON.stringify(created.tenant)).not.toContain('$2b$');
    expect(created.main?.['passwordHash']).toMatch(/^\$2b\$04\$/);

    const { body: changed } = await org.admin.put(`/users/${user.id}`, { name: 'Ursula', role: 'manager' }).expect(200);
    expect(changed).toMatchObject({ name: 'Ursula', role: 'manager', version: 2 });
    await org.admin.delete(`/users/${user.id}`).expect(200, { success: true });
    expect(await both(user.id)).toEqual({ tenant: null, main: null });
    await org.admin.get(`/users/${user.id}`).expect(404);
    expect(marks()).toEqual([
      '✅ User created in tenant database: ursula@org.example',
      '✅ User created in main database: ursula@org.example',
      '✅ User updated in tenant database: ursula@org.example',
      '✅ User updated in main database: ursula@org.example',
      '✅ User deleted from tenant database: ursula@org.example',
      '✅ User deleted from main database: ursula@org.example',
    ]);
  });

  it('leave nothing behind when the e-mail is taken, here or in another organization', async () => {
    const other = await server.openOrganization();
    for (const taken of [org.cashier.user.email, other.cashier.user.email]) {
      server.lines.length = 0;
      const before = await server.tenantDatabase(org.id).collection('users').countDocuments();
      const { body } = await org.admin.post('/users', newUser({ email: taken.toUpperCase() })).expect(409);
      expect(body).toMatchObject({ code: 'email_taken', errors: [{ path: 'email' }] });
      expect(await server.tenantDatabase(org.id).collection('users').countDocuments()).toBe(before);
      expect(marks()).toEqual([]);
      const { body: moved } = await org.admin.put(`/users/${org.manager.user.id}`, { email: taken }).expect(409);
      expect(moved.code).toBe('email_taken');
    }
  });

  it('are made once when a creation is retried with its key', async () => {
    const input = newUser();
    const create = () => org.admin.post('/users', input).set('idempotency-key', `key-${input.email}`);
    const [first, second] = await Promise.all([create(), create()]);
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body.id).toBe(first.body.id);
    expect((await create().expect(201)).body.id).toBe(first.body.id);
    const reused = await org.admin.post('/users', newUser()).set('idempotency-key', `key-${input.email}`).expect(422);
    expect(reused.body.code).toBe('idempotency_key_reused');
  });

  it('tell a stale version from the current one, and let the last win without', async () => {
    const { body: user } = await org.admin.post('/users', newUser()).expect(201);
    await org.admin.put(`/users/${user.id}`, { name: 'Second', version: 1 }).expect(200);
    const { body } = await org.admin.put(`/users/${user.id}`, { name: 'Third', version: 1 }).expect(409);
    expect(body.code).toBe('stale_version');
    await org.admin.put(`/users/${user.id}`, { name: 'Fourth' }).expect(200);
    expect((await org.admin.get(`/users/${user.id}`)).body).toMatchObject({ name: 'Fourth', version: 3 });
  });

  it('always keep one active admin', async () => {
    const lone = await server.openOrganization();
    const id = lone.admin.user.id;
    for (const attempt of [
      lone.admin.delete(`/users/${id}`),
      lone.admin.put(`/users/${id}`, { active: false }),
      lone.admin.put(`/users/${id}`, { role: 'manager' }),
    ]) {
      expect((await attempt.expect(409)).body.code).toBe('last_admin');
    }
    const { body: second } = await lone.admin.post('/users', newUser({ role: 'org_admin' })).expect(201);
    const admin = await server.login(second.email);
    // Each takes the other's rights away, at the same moment: one must lose.
    const outcomes = await Promise.all([
      lone.admin.put(`/users/${second.id}`, { role: 'manager' }),
      admin.put(`/users/${id}`, { role: 'manager' }),
    ]);
    const admins = await server
      .tenantDatabase(lone.id)
      .collection('users')
      .countDocuments({ role: 'org_admin', active: true });
    expect(admins).toBe(1);
    expect(outcomes.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('are listed a page at a time', async () => {
    const emails: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { body }: { body: Page } = await org.manager
        .get(`/users?limit=2${cursor && `&cursor=${cursor}`}`)
        .expect(200);
      emails.push(...body.items.map(({ email }: { email: string }) => email));
      cursor = body.nextCursor;
    }
    const all = await server.tenantDatabase(org.id).collection('users').find().toArray();
    expect(emails).toEqual(all.map(({ email }) => email).sort());
    await org.manager.get('/users?cursor=nonsense').expect(400);
    await org.manager.get('/users?limit=201').expect(400);
  });

  it('are held to the rules of their fields', async () => {
    const faults = async (overrides: object) =>
      (await org.admin.post('/users', newUser(overrides)).expect(400)).body.errors.map(
        ({ path }: { path: string }) => path,
      );
    expect(await faults({ email: 'no-address' })).toEqual(['email']);
    expect(await faults({ name: '  ' })).toEqual(['name']);
    expect(await faults({ role: 'platform_admin' })).toEqual(['role']);
    expect(await faults({ password: 'short' })).toEqual(['password']);
    expect(await faults({ password: 'Password123' })).toEqual(['password']);
    expect(await faults({ password: 'with\0nul-character' })).toEqual(['password']);
    expect(await faults({ organizationId: org.id })).toEqual(['organizationId']);
  });
});
