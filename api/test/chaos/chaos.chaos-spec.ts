import { mkdtempSync, rmSync } from 'node:fs';
import os, { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ReplicaSet } from '@liquor-pos/embedded-mongodb/replica-set';
import { MongoClient, type MongoClientOptions } from 'mongodb';
import { openOrganizationOn, pos } from '../support/spawned-server';
import { ApiProcesses } from './api-processes';
import { Faults } from './faults';
import { seededRandom } from './seeded-random';
import { SmallDisk } from './small-disk';
import { WireProxy } from './wire-proxy';
import { type ChaosOrganization, Record, Till } from './workload';

/** `npm run chaos -- --seed N --seconds S --sales M`: for so long, or until so many sales are acknowledged. */
const SEED = Number(process.env['CHAOS_SEED'] ?? 1);
const SECONDS = Number(process.env['CHAOS_SECONDS'] ?? 30);
const SALES = Number(process.env['CHAOS_SALES'] ?? 0);
const TILLS = 8;
const BACK_WITHIN_MS = 30_000;

const random = seededRandom(SEED);
let folder: string;
let set: ReplicaSet;
let proxies: WireProxy[];
let processes: ApiProcesses;
let database: MongoClient;
let disk: SmallDisk | undefined;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pos-chaos-'));
  proxies = [];
  // In the long runs, where this user may: a minute has no time for it.
  if (SALES > 0) disk = SmallDisk.mount(join(folder, 'node-0'), 600);
  set = await ReplicaSet.start({
    dataDir: folder,
    cacheDir: join(__dirname, '..', '..', '..', '.cache'),
    electionTimeoutMs: 2_000,
    reachedBy: async (port) => {
      const proxy = await WireProxy.before(port, seededRandom(SEED + port));
      proxies.push(proxy);
      return proxy.port;
    },
  });
  processes = await ApiProcesses.start(2, {
    MONGODB_URI: set.uri,
    JWT_SECRET: 'chaos-secret-0123456789-abcdefghij',
    DATABASE_TIMEOUT_SECONDS: '5',
  });
  database = await MongoClient.connect(set.uri, { runtimeAdapters: { os } } as MongoClientOptions);
});
afterAll(async () => {
  await database?.close();
  await processes?.stop();
  await set?.stop();
  disk?.unmount();
  for (const proxy of proxies ?? []) proxy.close();
  rmSync(folder, { recursive: true, force: true });
});

async function furnished(name: string): Promise<ChaosOrganization> {
  const { admin, productId, token } = await openOrganizationOn(processes.first, name);
  const productIds = [productId];
  for (let number = 2; number <= 4; number++) {
    const packs = [{ id: 'bottle', name: 'Bottle', units: 1, priceCents: 713, barcodes: [] }];
    const made = await admin.call('POST', '/products', { sku: `S${number}`, name: 'Bottle', costCents: 500, packs });
    productIds.push(String(made.body['id']));
  }
  const stores = (await admin.call('GET', '/stores')).body['items'] as { id: string; registers: { id: string }[] }[];
  const [store] = stores;
  if (!store) throw new Error('an organization has a store');
  const made = await fetch(`${processes.first.url}/api/stores/${store.id}/registers`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'idempotency-key': `register-of-${name}`,
    },
    body: JSON.stringify({ name: 'Register 2' }),
  });
  if (made.status !== 201) throw new Error(`no register was made: ${await made.text()}`);
  const { registers } = (await made.json()) as { registers: { id: string }[] };
  const me = (await admin.call('GET', '/auth/me')).body['organization'] as { id: string };
  return { id: me.id, token, productIds, registerIds: registers.map(({ id }) => id) };
}

describe(`chaos (seed ${SEED})`, () => {
  it('loses nothing that was acknowledged and does nothing twice, and serves again when it is over', async () => {
    const organizations = [await furnished('one'), await furnished('two')];
    const record = new Record();
    const began = Date.now();
    const isOver = () => (SALES > 0 ? record.sales.length >= SALES : Date.now() - began > SECONDS * 1000);
    const faults = new Faults(set, proxies, processes, random, disk);
    let stopped = false;
    const tills = Array.from({ length: TILLS }, (_, number) => {
      const organization = organizations[number % organizations.length];
      if (!organization) throw new Error('there are two');
      return new Till(`till ${number}`, organization, processes, record, seededRandom(SEED * 1000 + number));
    });
    const working = tills.map((till) => till.workUntil(() => stopped));
    await faults.befallUntil(isOver);
    // What goes on now has nothing in its way: within half a minute each till is served.
    const over = Date.now();
    stopped = true;
    await Promise.race([
      Promise.all(working),
      delay(BACK_WITHIN_MS).then(() => {
        throw new Error('some till was not served again within 30 s');
      }),
    ]);
    const lines = [
      ['seconds of faults', Math.round((over - began) / 1000)],
      ['milliseconds until every till was served again', Date.now() - over],
      ['acknowledged sales and returns', record.sales.length],
      ['commit answer lost and retried', proxies.reduce((sum, one) => sum + one.commitAnswersLost, 0)],
      ...faults.happened,
      ...[...record.counts].sort(([a], [b]) => (a < b ? -1 : 1)),
    ];
    process.stdout.write(`${lines.map(([what, times]) => `${String(times).padStart(8)}  ${what}`).join('\n')}\n`);

    // What never came about was not shown.
    expect(proxies.reduce((sum, one) => sum + one.commitAnswersLost, 0)).toBeGreaterThan(0);
    const kept: string[] = [];
    for (const { id } of organizations) {
      const sales = database.db(`tenant_${id}`).collection<{ _id: string }>('sales');
      for await (const { _id } of sales.find().project<{ _id: string }>({ _id: 1 })) kept.push(`${id} ${_id}`);
    }
    expect(kept.sort()).toEqual([...record.sales].sort());
    const accounts = await database
      .db('NewLiqourPOS')
      .collection('users')
      .find({ email: /@chaos\.example$/ })
      .toArray();
    const there = [...record.users].filter(([, state]) => state === 'there').map(([email]) => email);
    expect(accounts.map((account) => String(account['email'])).sort()).toEqual(there.sort());
    // Each exits with 1, and so throws, when anything differs.
    expect((await pos(processes.first, 'verify', 'books')).stdout).toContain(', 0 differences');
    expect((await pos(processes.first, 'verify', 'users')).stdout).toContain(' 0 differences');
    if (record.wrong.length > 0) process.stdout.write(`${processes.errors().join('\n')}\n`);
    expect(record.wrong).toEqual([]);
  });
});
