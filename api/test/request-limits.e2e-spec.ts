import { once } from 'node:events';
import { connect } from 'node:net';
import { Drain } from '../src/health/drain';
import { type Organization, PASSWORD, TestServer } from './support/test-server';

const FORMER = 'the-secret-until-yesterday-0123456789abcdef';
const NEXT = 'the-secret-from-today-on-0123456789abcdefgh';

let server: TestServer;
let other: TestServer;
let org: Organization;

beforeAll(async () => {
  server = await TestServer.start({
    TENANT_CONCURRENCY: '2',
    RATE_LIMITS: 'on',
    METRICS_TOKEN: 'a-token-for-prometheus',
    JWT_SECRET: FORMER,
  });
  other = await server.startAnother();
  org = await server.openOrganization();
});
afterAll(async () => {
  await other.stop();
  await server.stop();
});

/** Many at once over one kept-alive agent would measure the client. */
async function ask(url: string, times: number, headers: Record<string, string> = {}): Promise<Response[]> {
  const answers: Response[] = [];
  while (answers.length < times) {
    const batch = Array.from({ length: Math.min(50, times - answers.length) }, () => fetch(url, { headers }));
    for (const answer of await Promise.all(batch)) {
      await answer.arrayBuffer();
      answers.push(answer);
    }
  }
  return answers;
}

describe('metrics', () => {
  const read = (headers: Record<string, string> = {}) => fetch(`${server.url}/api/metrics`, { headers });

  it('are told to this machine, with a token to others, and to nobody else', async () => {
    const token = { authorization: 'Bearer a-token-for-prometheus' };
    // Behind a proxy of this machine anybody would be near.
    const strangers: Record<string, string>[] = [
      { 'x-forwarded-for': '203.0.113.9' },
      { 'x-forwarded-for': '203.0.113.9', authorization: 'Bearer wrong' },
    ];
    for (const headers of strangers) {
      expect((await read(headers)).status).toBe(403);
    }
    const far = await other.app.inject({ url: '/api/metrics', remoteAddress: '203.0.113.9' });
    const withToken = await other.app.inject({ url: '/api/metrics', remoteAddress: '203.0.113.9', headers: token });
    expect([far.statusCode, withToken.statusCode]).toEqual([403, 200]);
    expect(withToken.body).toMatch(/^pos_tenants_warm \d+$/m);
  });

  it('name routes and never paths, and what operators are alarmed by', async () => {
    await org.cashier.get('/products/0123456789abcdef01234567').expect(404);
    const token = { authorization: 'Bearer a-token-for-prometheus' };
    const { body } = await server.app.inject({ url: '/api/metrics', remoteAddress: '203.0.113.7', headers: token });
    expect(body).toContain('route="/api/products/:id",status="404"');
    expect(body).not.toContain('0123456789abcdef01234567');
    expect(body).toContain(`pos_tenant_request_p99_seconds{tenant="${org.id}"}`);
    for (const name of [
      'transaction_conflicts_total',
      'lane_wait_seconds',
      'pool_wait_seconds',
      'outbox_depth',
      'outbox_oldest_seconds',
      'jobs_total',
      'refused_sign_ins_total',
      'requests_over_limit_total',
      'main_reachable',
    ]) {
      expect(body).toContain(`# TYPE pos_${name}`);
    }
  });
});

describe('who guesses at somebody else’s password', () => {
  const logIn = (email: string, password: string, cookie?: string) => {
    const call = other.anyone('post', '/auth/login');
    return (cookie ? call.set('cookie', cookie) : call).send({ email, password });
  };

  it('locks nobody out of a till that is known', async () => {
    const { email } = org.cashier.user;
    const { headers } = await server.anyone('post', '/auth/login').send({ email, password: PASSWORD });
    const status = headers['set-cookie'] as unknown as string[] | undefined;
    const known = status?.find((one) => one.startsWith('known_device_'))?.split(';')[0] ?? '';
    expect(known).not.toBe('');
    for (let attempt = 0; attempt < 5; attempt++) await logIn(email, 'wrong').expect(401);
    await logIn(email, PASSWORD).expect(429);
    await logIn(email, PASSWORD, known).expect(200);
    // Who guesses elsewhere gets no more guesses by that.
    await logIn(email, 'wrong').expect(429);
    // Another address's cookie, or one made up, is no known till.
    const { email: another } = org.manager.user;
    for (let attempt = 0; attempt < 5; attempt++) await logIn(another, 'wrong', known).expect(401);
    await logIn(another, PASSWORD, known).expect(429);
    await logIn(another, PASSWORD, known.replace(/=.*/, `=${'A'.repeat(22)}.${'A'.repeat(43)}`)).expect(429);
  });

  it('finds each who shares a till known there, and nobody signed in asked for a password in vain', async () => {
    await server.main.collection('sign_in_attempts').deleteMany({});
    const jar = async (email: string) => {
      const { headers } = await server.anyone('post', '/auth/login').send({ email, password: PASSWORD });
      return ((headers['set-cookie'] as unknown as string[]) ?? []).map((one) => one.split(';')[0]).join('; ');
    };
    const both = [await jar(org.cashier.user.email), await jar(org.manager.user.email)].join('; ');
    for (let attempt = 0; attempt < 5; attempt++) await logIn(org.cashier.user.email, 'wrong').expect(401);
    await logIn(org.cashier.user.email, PASSWORD, both).expect(200);
    for (let attempt = 0; attempt < 5; attempt++) await logIn(org.admin.user.email, 'wrong').expect(401);
    await org.admin.put('/users/me/pin', { password: PASSWORD, pin: '7391' }).expect(200);
  });

  it('lets nobody collect known tills to guess with', async () => {
    await server.main.collection('sign_in_attempts').deleteMany({});
    const { email } = org.manager.user;
    const known: string[] = [];
    for (let till = 0; till < 5; till++) {
      const { headers } = await server.anyone('post', '/auth/login').send({ email, password: PASSWORD });
      const cookies = headers['set-cookie'] as unknown as string[];
      known.push(cookies.find((one) => one.startsWith('known_device_'))?.split(';')[0] ?? '');
    }
    const statuses: number[] = [];
    for (const till of known)
      for (let attempt = 0; attempt < 5; attempt++) statuses.push((await logIn(email, 'wrong', till)).status);
    expect([statuses.filter((one) => one === 401).length, statuses.filter((one) => one === 429).length]).toEqual([
      20, 5,
    ]);
    await server.main.collection('sign_in_attempts').deleteMany({});
  });

  it('ends no session by knowing its id', async () => {
    await server.main.collection('sign_in_attempts').deleteMany({});
    const { headers } = await server
      .anyone('post', '/auth/login')
      .send({ email: org.admin.user.email, password: PASSWORD });
    const [cookie = ''] = ((headers['set-cookie'] as unknown as string[]) ?? []).filter((one) =>
      one.startsWith('refresh_token='),
    );
    const [sid = ''] = cookie.replace('refresh_token=', '').split('.');
    const refresh = (value: string) => server.anyone('post', '/auth/refresh').set('cookie', value);
    await refresh(`refresh_token=${sid}.x`).expect(401);
    await refresh(`refresh_token=${sid}.${'A'.repeat(43)}.${'A'.repeat(43)}`).expect(401);
    await refresh(cookie.split(';')[0] ?? '').expect(200);
  });
});

describe('a change of the deployment’s secret', () => {
  it('signs nobody out, forgets no PIN and no known till, while the one before is still named', async () => {
    await org.manager.put('/users/me/pin', { password: PASSWORD, pin: '7391' }).expect(200);
    const environment = Object.assign(Object.create(Object.getPrototypeOf(server.environment)), server.environment, {
      jwtSecret: NEXT,
      jwtSecretPrevious: FORMER,
    });
    const rotated = await Object.assign(Object.create(Object.getPrototypeOf(server)), server, {
      environment,
    }).startAnother();
    try {
      const asBefore = { authorization: `Bearer ${org.manager.token}` };
      expect((await fetch(`${rotated.url}/api/auth/me`, { headers: asBefore })).status).toBe(200);
      const body = JSON.stringify({ userId: org.manager.user.id, pin: '7391' });
      const switched = await fetch(`${rotated.url}/api/auth/switch`, {
        method: 'POST',
        headers: { authorization: `Bearer ${org.cashier.token}`, 'content-type': 'application/json' },
        body,
      });
      expect(switched.status).toBe(200);
      // What it signs, it signs with the new one: the process before it does not know that yet.
      const { token } = (await switched.json()) as { token: string };
      expect((await fetch(`${server.url}/api/auth/me`, { headers: { authorization: `Bearer ${token}` } })).status).toBe(
        401,
      );
    } finally {
      await rotated.stop();
    }
  });
});

describe('a process that is told to stop', () => {
  it('says that it is not ready, ends connections with its answers, and goes on answering', async () => {
    const stopping = await server.startAnother();
    stopping.app.get(Drain).begin();
    const ready = await stopping.app.inject({ url: '/api/health/ready', remoteAddress: '203.0.113.10' });
    expect(ready.statusCode).toBe(503);
    const { headers, statusCode } = await stopping.app.inject({
      url: '/api/products',
      headers: { authorization: `Bearer ${org.admin.token}` },
    });
    expect([statusCode, headers.connection]).toEqual([200, 'close']);
    await stopping.stop();
  });

  it('answers what comes on a connection that was open already', async () => {
    const stopping = await server.startAnother();
    const { hostname, port } = new URL(stopping.url);
    const socket = connect(Number(port), hostname);
    socket.write(`GET /api/products HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${org.admin.token}\r\n`);
    const { server: http } = stopping.app.getHttpAdapter().getInstance() as { server: import('node:http').Server };
    await once(http, 'connection');
    const stopped = stopping.stop();
    while (http.listening) await new Promise((resolve) => setImmediate(resolve));
    socket.write('\r\n');
    const [answer] = (await once(socket.setEncoding('utf8'), 'data')) as [string];
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
    expect(answer).toMatch(/^connection: close\r$/im);
    await stopped;
  });
});

describe('a request that never ends', () => {
  it('takes nobody’s turn', async () => {
    const { hostname, port } = new URL(server.url);
    const slow = Array.from({ length: 3 }, () => {
      const socket = connect(Number(port), hostname);
      const head = `POST /api/sales HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${org.admin.token}\r\n`;
      socket.write(`${head}content-type: application/json\r\ncontent-length: 500\r\n\r\n{`);
      return socket;
    });
    try {
      await Promise.all(slow.map((socket) => once(socket, 'connect')));
      for (let asked = 0; asked < 4; asked++) await org.admin.get('/products').expect(200);
    } finally {
      for (const socket of slow) socket.destroy();
    }
  });

  it('is given so long to arrive', () => {
    const { server: http } = server.app.getHttpAdapter().getInstance() as { server: import('node:http').Server };
    expect([http.requestTimeout, http.headersTimeout]).toEqual([120_000, 60_000]);
  });
});

describe('too many requests', () => {
  it('of an address that is not signed in are refused, whichever process they are spread over, and say when to come back', async () => {
    const both = [server, other].map(({ url }) => `${url}/api/health/live`);
    const answers = (await Promise.all(both.map((url) => ask(url, 900)))).flat();
    const refused = answers.filter(({ status }) => status === 429);
    // 1,200 a minute between them; each tells the other of every sixtieth.
    expect(refused.length).toBeGreaterThan(300);
    expect(refused.length).toBeLessThan(900);
    const [first] = refused;
    expect(Number(first?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(first?.headers.get('ratelimit')).toMatch(/^"stranger";r=0;t=\d+$/);
    expect(first?.headers.get('ratelimit-policy')).toBe('"stranger";q=1200;w=60');
    // However the address is written.
    expect((await fetch(`${server.url}/%61pi/health/live`)).status).toBe(429);
    // Who is signed in is counted apart.
    const { headers } = await org.admin.get('/products').expect(200);
    expect(headers['ratelimit']).toMatch(/^"token";r=\d+;t=\d+$/);
  });
});
