import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import os, { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ReplicaSet } from '@liquor-pos/embedded-mongodb/replica-set';
import { MongoClient, type MongoClientOptions } from 'mongodb';
import { JobRunner } from '../src/jobs/job-runner';
import { ClustersService } from '../src/organizations/clusters.service';
import { OrganizationsService } from '../src/organizations/organizations.service';
import { Outbox } from '../src/outbox/outbox';
import { tenantId } from '../src/tenancy/tenant-id';
import { TenantPool } from '../src/tenancy/tenant-pool';
import { UsersVerifier } from '../src/verification/users-verifier';
import { assertOpenedOnce, openingsThatDie } from './support/dying-openings';
import { type Client, COMMAND, newProduct, PASSWORD, TestServer } from './support/test-server';
import { until } from './support/until';

const CACHE = join(__dirname, '..', '..', '.cache');
const EAST = 'POS_TEST_CLUSTER_EAST';

let folder: string;
let mainSet: ReplicaSet;
let east: ReplicaSet;
let server: TestServer;
let eastClient: MongoClient;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pos-clusters-'));
  const start = (name: string) =>
    ReplicaSet.start({ dataDir: join(folder, name), cacheDir: CACHE, nodes: 1, electionTimeoutMs: 1_000 });
  [mainSet, east] = await Promise.all([start('main'), start('east')]);
  process.env[EAST] = east.uri;
  server = await TestServer.start({ MONGODB_URI: mainSet.uri, DATABASE_TIMEOUT_SECONDS: '3' });
  await server.app.get(ClustersService).set(COMMAND, 'east', { environment: EAST });
  eastClient = await MongoClient.connect(east.uri, { runtimeAdapters: { os } } as MongoClientOptions);
});
afterAll(async () => {
  await eastClient?.close();
  await server?.stop();
  await Promise.all([mainSet?.stop(), east?.stop()]);
  delete process.env[EAST];
  rmSync(folder, { recursive: true, force: true });
});

let opened = 0;

async function openOn(cluster: string | null): Promise<{ id: string; admin: Client }> {
  const email = `admin-${++opened}@clusters.example`;
  const admin = { email, name: 'Ada Admin', password: PASSWORD };
  const input = { name: `Store ${opened}`, timezone: 'America/Chicago', currency: 'USD', admin };
  const { id } = await server.app.get(OrganizationsService).open(COMMAND, { ...input, ...(cluster && { cluster }) });
  return { id, admin: await server.login(email) };
}

async function sellOne(client: Client): Promise<{ status: number; milliseconds: number; retryAfter?: string }> {
  const { body: product } = await client.post('/products', newProduct()).expect(201);
  return sell(client, product.id);
}

async function sell(client: Client, productId: string) {
  const begun = performance.now();
  const lines = [{ productId, packId: 'bottle', quantity: 1 }];
  const { status, headers } = await client.post('/sales', {
    id: randomUUID(),
    lines,
    tenders: [{ type: 'cash', amountCents: 713 }],
  });
  return { status, milliseconds: performance.now() - begun, retryAfter: headers['retry-after'] };
}

const user = (email: string) => ({ email, name: 'Uma User', role: 'cashier', password: PASSWORD });
const usersAgree = () => server.app.get(UsersVerifier).differences(COMMAND);
const outbox = async (id: string): Promise<object[]> =>
  (await eastClient.db(`tenant_${id}`).collection('organization').findOne())?.['outbox'] ?? [];
const waiting = async (id: string) => (await outbox(id)).length;
async function whileMainIsAway(work: () => Promise<void>): Promise<void> {
  const [node] = mainSet.nodes;
  await node?.kill();
  try {
    await work();
  } finally {
    node?.start();
    await mainSet.primary();
  }
}
const untilDelivered = (id: string) =>
  until(async () => {
    await deliver();
    return (await waiting(id)) === 0;
  });
const deliver = async () => server.app.get(Outbox).deliverAll(new AbortController().signal);

describe('an organization on another cluster', () => {
  it('has its whole database there, and nothing of it on main’s', async () => {
    const { id, admin } = await openOn('east');
    expect(await sellOne(admin)).toMatchObject({ status: 201 });
    const names = (await server.main.getClient().db('admin').admin().listDatabases()).databases.map(({ name }) => name);
    expect(names).not.toContain(`tenant_${id}`);
    expect(await eastClient.db(`tenant_${id}`).collection('sales').countDocuments()).toBe(1);
    expect(await server.bookDifferences(id)).toEqual([]);
  });

  it('writes users there first, then in main, and says so in that order', async () => {
    const { admin } = await openOn('east');
    const from = server.lines.length;
    const { body } = await admin.post('/users', user('one@east.example')).expect(201);
    await server.login('one@east.example');
    await admin.put(`/users/${body.id}`, { name: 'Another' }).expect(200);
    await admin.delete(`/users/${body.id}`).expect(200);
    const said = server.lines.slice(from).filter((line) => /User (created|updated|deleted)/.test(line));
    expect(said).toEqual([
      '✅ User created in tenant database: one@east.example',
      '✅ User created in main database: one@east.example',
      '✅ User updated in tenant database: one@east.example',
      '✅ User updated in main database: one@east.example',
      '✅ User deleted from tenant database: one@east.example',
      '✅ User deleted from main database: one@east.example',
    ]);
    expect(await usersAgree()).toEqual([]);
  });

  it('refuses an address that is taken on another cluster, with nothing left behind', async () => {
    const here = await openOn(null);
    const there = await openOn('east');
    await here.admin.post('/users', user('taken@main.example')).expect(201);
    const { body } = await there.admin.post('/users', user('taken@main.example')).expect(409);
    expect(body.code).toBe('email_taken');
    const { body: list } = await there.admin.get('/users').expect(200);
    expect(list.items).toHaveLength(1);
    expect(await usersAgree()).toEqual([]);
  });

  it('gives an address to one of two organizations that take it at once', async () => {
    const [one, other] = [await openOn('east'), await openOn('east')];
    const answers = await Promise.all(
      [one, other].flatMap(({ admin }) => [admin.post('/users', user('both@east.example'))]),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    await deliver();
    expect(await usersAgree()).toEqual([]);
  });

  it('is suspended, renamed and let in again from main', async () => {
    const { id, admin } = await openOn('east');
    const platform = await server.platformAdmin();
    await platform.call('patch', `/organizations/${id}`, { active: false }).expect(200);
    await admin.get('/products').expect(401);
    await platform.call('patch', `/organizations/${id}`, { active: true, name: 'Renamed' }).expect(200);
    const { body } = await admin.get('/auth/me').expect(200);
    expect(body.organization.name).toBe('Renamed');
    const { body: entry } = await platform.get(`/organizations/${id}`).expect(200);
    expect(entry).toMatchObject({ name: 'Renamed', cluster: 'east' });
  });

  it('tells nobody its connection string', async () => {
    const platform = await server.platformAdmin();
    const { body } = await platform.get('/organizations').expect(200);
    const port = new URL(east.uri.replace('mongodb:', 'http:')).port;
    expect(JSON.stringify([body, server.entries])).not.toContain(port);
    const kept = await server.main.collection('clusters').find().toArray();
    expect(JSON.stringify(kept)).not.toContain('mongodb://');
  });

  it('is opened once, and whole, wherever a process dies while it opens one', async () => {
    const tenants = async () => {
      const { databases } = await eastClient.db('admin').admin().listDatabases({ nameOnly: true });
      return databases.filter(({ name }) => name.startsWith('tenant_')).length;
    };
    const before = await tenants();
    const end = { killAllSessions: [] };
    const endTransactions = () =>
      Promise.all([server.main.getClient(), eastClient].map((c) => c.db('admin').command(end)));
    const died = await openingsThatDie(server, endTransactions, 'east');
    await assertOpenedOnce(server, died);
    expect((await tenants()) - before).toBe(died.length);
  });

  it('is not opened on a cluster nobody named', async () => {
    const platform = await server.platformAdmin();
    const admin = { email: 'nowhere@x.example', name: 'N', password: PASSWORD };
    const input = { name: 'Nowhere', timezone: 'UTC', currency: 'USD', admin, cluster: 'nowhere' };
    expect((await platform.post('/organizations', input).expect(404)).body.code).toBe('cluster_not_found');
  });
});

describe('while main does not answer', () => {
  it('sign-ins are refused for now, who is signed in goes on selling, and users written then reach main afterwards', async () => {
    const { id, admin } = await openOn('east');
    const other = await openOn('east');
    const { body: product } = await admin.post('/products', newProduct()).expect(201);
    const { body: uma } = await admin.post('/users', user('uma@east.example')).expect(201);
    const [node] = mainSet.nodes;
    await node?.kill();
    try {
      expect(await sell(admin, product.id)).toMatchObject({ status: 201 });
      const refused = await server.anyone('post', '/auth/login').send({ email: admin.user.email, password: PASSWORD });
      expect([refused.status, refused.headers['retry-after'] !== undefined]).toEqual([503, true]);
      await admin.post('/users', user('during@east.example')).expect(201);
      await admin
        .put(`/users/${uma.id}`, { email: 'uma.new@east.example', password: 'another-password-9' })
        .expect(200);
      await other.admin.post('/users', user('during@east.example')).expect(201);
      expect(await waiting(id)).toBe(2);
      expect(await (await fetch(`${server.url}/api/metrics`)).text()).toMatch(/^pos_main_reachable 0$/m);
      expect(JSON.stringify(await outbox(id))).not.toMatch(/\$2b\$|during@/);
    } finally {
      node?.start();
      await mainSet.primary();
    }
    // As the processes do: the job is one of theirs.
    await until(async () => {
      await server.app.get(JobRunner).runDue();
      return (await waiting(id)) + (await waiting(other.id)) === 0;
    });
    await server.login('uma.new@east.example', 'another-password-9');
    await server.login('during@east.example');
    // Of the two who took one address while nobody could tell, one has it.
    expect(await usersAgree()).toEqual([]);
    const { body: log } = await other.admin.get('/audit?action=user.taken_back');
    const { body: ownLog } = await admin.get('/audit?action=user.taken_back');
    expect(log.items.length + ownLog.items.length).toBe(1);
  });

  it('a user whom main then refuses is refused to a retry under its key, and what waited is not told of for ever', async () => {
    const here = await openOn(null);
    const { id, admin } = await openOn('east');
    await here.admin.post('/users', user('sought@main.example')).expect(201);
    const create = () =>
      admin.post('/users', user('sought@main.example')).set('idempotency-key', 'sought-for-the-second-time');
    await whileMainIsAway(async () => {
      await create().expect(201);
      await deliver();
      const { depth, oldestAt } = server.app.get(Outbox).lastSeen;
      expect([depth, oldestAt instanceof Date]).toEqual([1, true]);
      // A minute later another process may have brought it.
      jest.spyOn(Date, 'now').mockReturnValueOnce(Date.now() + 61_000);
      expect(server.app.get(Outbox).lastSeen).toEqual({ depth: 0, oldestAt: null });
    });
    await untilDelivered(id);
    expect((await create().expect(409)).body.code).toBe('email_taken');
    expect(await usersAgree()).toEqual([]);
  });

  it('an address that was given up and taken again meanwhile holds up nothing that comes after it', async () => {
    const here = await openOn(null);
    const { id, admin } = await openOn('east');
    await here.admin.post('/users', user('wanted@main.example')).expect(201);
    const { body: one } = await admin.post('/users', user('first@east.example')).expect(201);
    const { body: third } = await admin.post('/users', user('third@east.example')).expect(201);
    await whileMainIsAway(async () => {
      await admin.put(`/users/${one.id}`, { email: 'wanted@main.example' }).expect(200);
      await admin.post('/users', user('first@east.example')).expect(201);
      await admin.put(`/users/${third.id}`, { active: false }).expect(200);
    });
    await untilDelivered(id);
    expect(await usersAgree()).toEqual([]);
    const { body: found } = await admin.get(`/users/${one.id}`).expect(200);
    expect(found.email).toBe(`first+${one.id.slice(-6)}@east.example`);
  });
});

describe('a process that does not know where a cluster is', () => {
  it('answers 503, for what was sent is right, and says to whoever runs it what is missing', async () => {
    const there = await openOn('east');
    const lost = await server.startAnother();
    const known = process.env[EAST];
    try {
      delete process.env[EAST];
      const client = await fetch(`${lost.url}/api/products`, {
        headers: { authorization: `Bearer ${there.admin.token}` },
      });
      expect(client.status).toBe(503);
      expect(lost.lines.join('\n')).toContain(EAST);
      process.env[EAST] = mainSet.uri;
      const another = await fetch(`${lost.url}/api/products`, {
        headers: { authorization: `Bearer ${there.admin.token}` },
      });
      expect(another.status).toBe(503);
      expect(lost.lines.join('\n')).toContain('is another server');
    } finally {
      process.env[EAST] = known;
      await lost.stop();
    }
  });
});

describe('while another cluster does not answer', () => {
  it('its tenants are told so, and nobody else feels it', async () => {
    const here = await openOn(null);
    const [there, cold] = [await openOn('east'), await openOn('east')];
    const { body: mine } = await here.admin.post('/products', newProduct()).expect(201);
    const { body: theirs } = await there.admin.post('/products', newProduct()).expect(201);
    const [node] = east.nodes;
    await node?.kill();
    try {
      // The first may have been on its way when the server went.
      await sell(there.admin, theirs.id);
      const both = await Promise.all([
        ...Array.from({ length: 80 }, () => sell(there.admin, theirs.id)),
        ...Array.from({ length: 20 }, () => sell(here.admin, mine.id)),
      ]);
      const [refused, sold] = [both.slice(0, 80), both.slice(80)];
      expect(new Set(refused.map(({ status }) => status))).toEqual(new Set([503]));
      expect(refused.every(({ retryAfter }) => retryAfter !== undefined)).toBe(true);
      expect(Math.max(...refused.map(({ milliseconds }) => milliseconds))).toBeLessThan(8_000);
      expect(new Set(sold.map(({ status }) => status))).toEqual(new Set([201]));
      // Nor is one guessed at that this process does not have at hand, though it was connected to its cluster.
      const pool = server.app.get(TenantPool);
      pool.forget(tenantId(cold.id));
      const { body } = await cold.admin.get('/products').expect(503);
      expect(body.code).toBe('database_unavailable');
    } finally {
      node?.start();
      await east.primary();
    }
    await until(async () => (await sell(there.admin, theirs.id)).status === 201);
    expect(await server.bookDifferences(there.id)).toEqual([]);
  });
});
