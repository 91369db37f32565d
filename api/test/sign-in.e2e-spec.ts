import { JwtService } from '@nestjs/jwt';
import { Types } from 'mongoose';
import { itBesideMain, type Organization, PASSWORD, TestServer } from './support/test-server';

let server: TestServer;
let org: Organization;

beforeAll(async () => {
  server = await TestServer.start();
  org = await server.openOrganization();
});
afterAll(() => server.stop());

const cookieOf = (response: { headers: Record<string, unknown> }) =>
  String((response.headers['set-cookie'] as string[] | undefined)?.[0] ?? '').split(';')[0] ?? '';

const logIn = (email: string, password = PASSWORD) => server.anyone('post', '/auth/login').send({ email, password });

describe('signing in', () => {
  it('answers token, user and organization, and logs its four lines in order', async () => {
    server.lines.length = 0;
    const { email } = org.cashier.user;
    const { body } = await logIn(email.toUpperCase()).expect(200);
    expect(body).toMatchObject({
      expiresIn: 900,
      user: { email, name: 'The cashier', role: 'cashier', organizationId: org.id },
      organization: { id: org.id, currency: 'USD', timezone: 'America/Chicago' },
    });
    expect(Date.now() - Date.parse(body.user.lastLoginAt)).toBeLessThan(60_000);
    expect(server.lines.filter((line) => line.startsWith('✅'))).toEqual([
      `✅ Tenant database connected: tenant_${org.id}`,
      `✅ User found in tenant database: ${email}`,
      '✅ Disconnected from main database',
      '✅ Updated last login in tenant database',
    ]);
    const claims = JSON.parse(Buffer.from(body.token.split('.')[1], 'base64url').toString());
    expect(Object.keys(claims).sort()).toEqual(
      ['aud', 'email', 'exp', 'iat', 'iss', 'organizationId', 'role', 'sid', 'userId'].sort(),
    );
    const main = await server.main.collection('users').findOne({ email });
    expect(claims.userId).toBe(main?._id.toString());
    const user = await server.tenantDatabase(org.id).collection('users').findOne({ email });
    expect(user?.['lastLoginAt'].toISOString()).toBe(body.user.lastLoginAt);
  });

  it('answers an unknown e-mail and a wrong password with the same bytes', async () => {
    const wrong = await logIn(org.manager.user.email, 'not-the-password').expect(401);
    const unknown = await logIn('nobody@nowhere.example', 'not-the-password').expect(401);
    expect(wrong.text).toBe(unknown.text);
    expect(wrong.body.code).toBe('invalid_credentials');
  });

  itBesideMain('creates the tenant’s half of an account that has none', async () => {
    const { user } = await createUser('cashier');
    const users = server.tenantDatabase(org.id).collection('users');
    await users.deleteOne({ email: user.email });
    await logIn(user.email).expect(200);
    const main = await server.main.collection('users').findOne({ email: user.email });
    const made = await users.findOne({ email: user.email });
    expect(made).toMatchObject({ _id: main?._id, name: user.name, role: 'cashier', version: 1 });
    expect(made).not.toHaveProperty('passwordHash');
  });

  it('locks an account out after 5 failures, in every process alike, and lets nobody guess faster at once', async () => {
    const { user } = await createUser('cashier');
    const another = await server.startAnother();
    const guess = (where: TestServer) =>
      where.anyone('post', '/auth/login').send({ email: user.email, password: 'a-wrong-guess' });
    const guesses = await Promise.all(Array.from({ length: 8 }, (_, index) => guess(index % 2 ? server : another)));
    expect(guesses.filter(({ status }) => status === 401)).toHaveLength(5);
    expect(guesses.filter(({ status }) => status === 429)).toHaveLength(3);
    const refused = await logIn(user.email).expect(429);
    expect(refused.body.code).toBe('too_many_attempts');
    const wait = Number(refused.headers['retry-after']);
    expect(wait).toBeGreaterThan(800);
    expect(wait).toBeLessThanOrEqual(900);
    await another.stop();
    await server.main.collection('sign_in_attempts').deleteMany({});
  });

  it('lets any number of right passwords in at once', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => logIn(org.cashier.user.email)));
    expect(answers.map(({ status }) => status)).toEqual(Array(12).fill(200));
  });

  it('locks an address out after 20 failures', async () => {
    const addresses = Array.from({ length: 21 }, (_, index) => `guess-${index}@nowhere.example`);
    const answers = await Promise.all(addresses.map((email) => logIn(email, 'a-wrong-guess')));
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array(20).fill(401), 429]);
    await server.main.collection('sign_in_attempts').deleteMany({});
  });

  it('refuses a password of more than 72 bytes instead of cutting it', async () => {
    const { user } = await createUser('cashier', `${'x'.repeat(71)}y`);
    await logIn(user.email, `${'x'.repeat(71)}y`).expect(200);
    await logIn(user.email, `${'x'.repeat(71)}yz`).expect(401);
    const tooLong = { email: 'long@org.example', name: 'L', role: 'cashier', password: 'é'.repeat(37) };
    const { body } = await org.admin.post('/users', tooLong).expect(400);
    expect(body.errors).toEqual([{ path: 'password', message: 'password must be at most 72 bytes' }]);
  });
});

describe('a session', () => {
  it('is refreshed by its cookie, which changes each time', async () => {
    const login = await logIn(org.cashier.user.email).expect(200);
    expect(String(login.headers['set-cookie'])).toMatch(/HttpOnly; SameSite=Strict/);
    const refreshed = await server.anyone('post', '/auth/refresh').set('cookie', cookieOf(login)).expect(200);
    expect(refreshed.body.user.email).toBe(org.cashier.user.email);
    expect(cookieOf(refreshed)).not.toBe(cookieOf(login));
    await server.anyone('post', '/auth/refresh').expect(401);
    const stored = JSON.stringify(await server.main.collection('sessions').find().toArray());
    expect(stored).not.toContain(cookieOf(login).split('.')[1]);
  });

  it('lets a dozen tabs that wake at once refresh with the one cookie they share', async () => {
    const cookie = cookieOf(await logIn(org.cashier.user.email));
    for (let tab = 0; tab < 12; tab++) await server.anyone('post', '/auth/refresh').set('cookie', cookie).expect(200);
  });

  it('lets two tabs refresh at once', async () => {
    const cookie = cookieOf(await logIn(org.cashier.user.email));
    const tabs = await Promise.all([1, 2, 3].map(() => server.anyone('post', '/auth/refresh').set('cookie', cookie)));
    expect(tabs.map(({ status }) => status)).toEqual([200, 200, 200]);
    for (const tab of tabs) await server.anyone('post', '/auth/refresh').set('cookie', cookieOf(tab)).expect(200);
  });

  it('ends with its whole family when a used cookie comes back later', async () => {
    const login = await logIn(org.cashier.user.email);
    const newest = await server.anyone('post', '/auth/refresh').set('cookie', cookieOf(login)).expect(200);
    const _id = sessionOf(login.body.token);
    const earlier = new Date(Date.now() - 11_000);
    await server.main
      .collection<{ _id: string }>('sessions')
      .updateOne({ _id }, { $set: { 'tokens.0.usedAt': earlier } });
    await server.anyone('post', '/auth/refresh').set('cookie', cookieOf(login)).expect(401);
    await server.anyone('post', '/auth/refresh').set('cookie', cookieOf(newest)).expect(401);
    await server.anyone('get', '/auth/me').set('authorization', `Bearer ${newest.body.token}`).expect(401);
  });

  it('ends at logout, access token and cookie both', async () => {
    const login = await logIn(org.cashier.user.email);
    const authorization = `Bearer ${login.body.token}`;
    await server.anyone('get', '/auth/me').set('authorization', authorization).expect(200);
    await server.anyone('post', '/auth/logout').set('authorization', authorization).expect(200, { success: true });
    await server.anyone('get', '/auth/me').set('authorization', authorization).expect(401);
    await server.anyone('post', '/auth/refresh').set('cookie', cookieOf(login)).expect(401);
    await server.anyone('post', '/auth/logout').expect(401);
  });

  it('ends at a logout that has the cookie alone', async () => {
    const login = await logIn(org.cashier.user.email);
    await server.anyone('post', '/auth/logout').set('cookie', cookieOf(login)).expect(200);
    await server.anyone('get', '/auth/me').set('authorization', `Bearer ${login.body.token}`).expect(401);
    await server.anyone('post', '/auth/refresh').set('cookie', cookieOf(login)).expect(401);
  });
});

describe('what is revoked takes effect on the next request', () => {
  it.each([
    ['disabled', (id: string) => org.admin.put(`/users/${id}`, { active: false }), 401],
    ['deleted', (id: string) => org.admin.delete(`/users/${id}`), 401],
    ['given a new password', (id: string) => org.admin.put(`/users/${id}`, { password: 'another-password-1' }), 401],
    ['demoted', (id: string) => org.admin.put(`/users/${id}`, { role: 'cashier' }), 403],
  ] as const)('for a user who is %s', async (_, change, status) => {
    const { user, client } = await createUser('manager');
    await client.get('/users').expect(200);
    await change(user.id).expect(200);
    await client.get('/users').expect(status);
  });

  it('in another process too', async () => {
    const another = await server.startAnother();
    const { user } = await createUser('manager');
    const client = await another.login(user.email);
    await client.get('/users').expect(200);
    await org.admin.put(`/users/${user.id}`, { active: false }).expect(200);
    await eventually(async () => expect((await client.get('/users')).status).toBe(401));
    await another.stop();
  });

  it('for a session that ended in another process', async () => {
    const another = await server.startAnother();
    const client = await another.login(org.cashier.user.email);
    await client.get('/products').expect(200);
    await server.anyone('post', '/auth/logout').set('authorization', `Bearer ${client.token}`).expect(200);
    await eventually(async () => expect((await client.get('/products')).status).toBe(401));
    await another.stop();
  });

  it('for everyone of a suspended organization, until it is reactivated', async () => {
    const platform = await server.platformAdmin();
    const suspended = await server.openOrganization('Suspended');
    await suspended.cashier.get('/products').expect(200);
    await platform.call('patch', `/organizations/${suspended.id}`, { active: false }).expect(200);
    await suspended.cashier.get('/products').expect(401);
    const { body } = await logIn(suspended.cashier.user.email).expect(403);
    expect(body.code).toBe('organization_inactive');
    await platform.call('patch', `/organizations/${suspended.id}`, { active: true }).expect(200);
    await suspended.cashier.get('/products').expect(200);
  });

  it('tells a disabled user so only after the right password', async () => {
    const { user } = await createUser('cashier');
    await org.admin.put(`/users/${user.id}`, { active: false }).expect(200);
    expect((await logIn(user.email).expect(403)).body.code).toBe('user_inactive');
    await logIn(user.email, 'a-wrong-guess').expect(401);
  });
});

describe('a token', () => {
  const claims = () => ({ ...org.admin.user, userId: org.admin.user.id, sid: '1-x' });

  it.each([
    ['another secret', () => new JwtService({ secret: 'x'.repeat(48) }).sign(claims(), ISSUED)],
    ['no signature', () => unsigned(org.admin.token)],
    ['a changed payload', () => tampered(org.cashier.token)],
    ['whole claims under a broken signature', () => broken(org.admin.token)],
    ['a time that is over', () => expired(org.admin.token)],
    ['nonsense', () => 'abc.def.ghi'],
  ])('with %s is refused', async (_, forge) => {
    await server.anyone('get', '/products').set('authorization', `Bearer ${forge()}`).expect(401);
  });
});

const ISSUED = { issuer: 'liquor-pos', audience: 'liquor-pos-api' };

/** Every claim as it was signed, and one letter of the signature another. */
function broken(token: string): string {
  const [header, payload, signature = ''] = token.split('.');
  return [header, payload, `${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`].join('.');
}

/** Signed by this server, and over since a second. */
function expired(token: string): string {
  const { exp, iat, iss, aud, ...claims } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
  return server.app.get(JwtService).sign(claims, { expiresIn: -1 });
}

function unsigned(token: string): string {
  const header = Buffer.from(JSON.stringify({ alg: 'none', typ: 'JWT' })).toString('base64url');
  return `${header}.${token.split('.')[1]}.`;
}

function tampered(token: string): string {
  const [header, payload = '', signature] = token.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
  const changed = Buffer.from(JSON.stringify({ ...claims, organizationId: new Types.ObjectId().toString() }));
  return [header, changed.toString('base64url'), signature].join('.');
}

function sessionOf(token: string): string {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()).sid;
}

async function createUser(role: 'cashier' | 'manager', password = PASSWORD) {
  const email = `${role}-${new Types.ObjectId()}@org.example`;
  const { body: user } = await org.admin.post('/users', { email, name: 'Someone', role, password }).expect(201);
  const client = await server.login(email, password);
  return { user, client };
}

/** For what another process learns from the database a moment later. */
async function eventually(check: () => Promise<void>): Promise<void> {
  const deadline = Date.now() + 5_000;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await new Promise(setImmediate);
    }
  }
}
