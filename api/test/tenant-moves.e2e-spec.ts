import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import os, { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ReplicaSet } from '@liquor-pos/embedded-mongodb/replica-set';
import { MongoClient, type MongoClientOptions } from 'mongodb';
import { Types } from 'mongoose';
import { TenantBackup } from '../src/backups/tenant-backup';
import { TenantRestore } from '../src/backups/tenant-restore';
import { JobRunner } from '../src/jobs/job-runner';
import { ClustersService } from '../src/organizations/clusters.service';
import { ChangeTail } from '../src/tenant-moves/change-tail';
import { Copy } from '../src/tenant-moves/database-copy';
import { MoveLeftovers } from '../src/tenant-moves/move-leftovers';
import { TenantMover } from '../src/tenant-moves/tenant-mover';
import { closeForWrites } from '../src/tenant-moves/write-fence';
import { UsersVerifier } from '../src/verification/users-verifier';
import { Crashes } from './support/crashes';
import { type Client, COMMAND, newProduct, type Organization, PASSWORD, TestServer } from './support/test-server';
import { until } from './support/until';

const EAST = 'POS_TEST_CLUSTER_EAST';

let folder: string;
let east: ReplicaSet;
let server: TestServer;
let other: TestServer;
let eastClient: MongoClient;
const crashes = new Crashes();

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pos-moves-'));
  const cacheDir = join(__dirname, '..', '..', '.cache');
  east = await ReplicaSet.start({ dataDir: folder, cacheDir, nodes: 1 });
  process.env[EAST] = east.uri;
  server = await TestServer.start();
  await server.app.get(ClustersService).set(COMMAND, 'east', { environment: EAST });
  other = await server.startAnother();
  eastClient = await MongoClient.connect(east.uri, { runtimeAdapters: { os } } as MongoClientOptions);
});
afterAll(async () => {
  crashes.restore();
  await eastClient?.close();
  await other?.stop();
  await server?.stop();
  await east?.stop();
  delete process.env[EAST];
  rmSync(folder, { recursive: true, force: true });
});

const mover = () => server.app.get(TenantMover);
const leftovers = () => server.app.get(MoveLeftovers);
const quiet = () => undefined;
const onEast = (id: string) => eastClient.db(`tenant_${id}`);
/** What this test's clients did with what they were told, whichever process they asked. */
const salesOn = (database: ReturnType<typeof onEast>) => database.collection('sales').countDocuments();

async function stocked(): Promise<Organization & { productId: string }> {
  const organization = await server.openOrganization();
  const { body } = await organization.manager.post('/products', newProduct()).expect(201);
  return { ...organization, productId: body.id };
}

/** Sells until it is told to stop, each sale asked for again with its id until it is answered. */
async function sellUntil(isOver: () => boolean, client: Client, productId: string) {
  const sold: string[] = [];
  let longest = 0;
  const refusals = new Set<string>();
  while (!isOver()) {
    const sale = saleOf(productId);
    const begun = Date.now();
    for (;;) {
      const { status, body } = await client.post('/sales', sale);
      if (status === 201 || status === 200) break;
      refusals.add(`${status} ${body.code}`);
    }
    longest = Math.max(longest, Date.now() - begun);
    sold.push(sale.id);
  }
  return { sold, longest, refusals };
}

const saleOf = (productId: string) => ({
  id: randomUUID(),
  lines: [{ productId, packId: 'bottle', quantity: 1 }],
  tenders: [{ type: 'cash', amountCents: 713 }],
});

async function sellOnce(client: Client, productId: string): Promise<void> {
  const sale = saleOf(productId);
  await until(async () => [200, 201].includes((await client.post('/sales', sale)).status));
}

/** Of a move's calls every so many is killed once; each of them by hand, in some minutes. */
const STEP = Number(process.env['CRASH_STEP'] ?? 9);

/** Lets the next call of a method wait until it is told to go on; the ones after it do not. */
function holdUp<Name extends string>(
  prototype: Record<Name, () => Promise<void>>,
  name: Name,
): { reached: Promise<void>; goOn: () => void } {
  let [reachedIt, goOn] = [() => undefined as void, () => undefined as void];
  const reached = new Promise<void>((resolve) => {
    reachedIt = resolve;
  });
  const released = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const original = prototype[name];
  jest.spyOn(prototype as Record<string, () => Promise<void>>, name).mockImplementationOnce(async function (
    this: unknown,
  ) {
    reachedIt();
    await released;
    return original.call(this);
  });
  return { reached, goOn: () => goOn() };
}

describe('moving a tenant to another cluster', () => {
  it('loses no sale of tills that go on selling, in two processes, and doubles none', async () => {
    const { id, manager, cashier, productId } = await stocked();
    let over = false;
    const elsewhere = await other.login(cashier.user.email);
    const selling = [manager, cashier, elsewhere, elsewhere].map((client) => sellUntil(() => over, client, productId));
    const lines: string[] = [];
    const report = await mover().move(COMMAND, id, 'east', (line) => lines.push(line));
    await until(async () => (await salesOn(onEast(id))) > 40);
    over = true;
    const all = await Promise.all(selling);
    const sold = all.flatMap((one) => one.sold);
    const kept = await onEast(id).collection('sales').find().toArray();
    expect(kept.map(({ _id }) => String(_id)).sort()).toEqual(sold.sort());
    expect(
      [...new Set(all.flatMap(({ refusals }) => [...refusals]))].filter((one) => one !== '503 organization_moving'),
    ).toEqual([]);
    expect(await server.bookDifferences(id)).toEqual([]);
    expect(report.writesWaitedMs).toBeLessThan(15_000);
    expect(lines.join('\n')).toMatch(/copied \d+ documents[\s\S]*its writes waited \d/);
    // Where it was it takes nothing any more, from whoever may still believe it is there.
    const old = server.tenantDatabase(id).collection('sales');
    await expect(old.insertOne({ a: 1 })).rejects.toMatchObject({ code: 121 });
    expect(await leftovers().dropOldCopy(COMMAND, id)).toBe('main');
    expect(await server.tenantDatabase(id).listCollections().toArray()).toEqual([]);
  });

  it('comes back, with its users, to where main is', async () => {
    const { id, admin, manager, productId } = await stocked();
    await mover().move(COMMAND, id, 'east', quiet);
    await admin
      .post('/users', { email: `away-${id}@x.example`, name: 'Away', role: 'cashier', password: PASSWORD })
      .expect(201);
    await sellOnce(manager, productId);
    await leftovers().dropOldCopy(COMMAND, id);
    await mover().move(COMMAND, id, null, quiet);
    await leftovers().dropOldCopy(COMMAND, id);
    await sellOnce(manager, productId);
    await admin
      .post('/users', { email: `back-${id}@x.example`, name: 'Back', role: 'cashier', password: PASSWORD })
      .expect(201);
    expect(await server.tenantDatabase(id).collection('sales').countDocuments()).toBe(2);
    expect(await onEast(id).listCollections().toArray()).toEqual([]);
    expect(await server.app.get(UsersVerifier).differences(COMMAND)).toEqual([]);
    expect(await server.bookDifferences(id)).toEqual([]);
  });

  it('is not begun with books that do not agree, and a copy that is not the same is not taken', async () => {
    const { id, manager, productId } = await stocked();
    await sellOnce(manager, productId);
    const balances = server.tenantDatabase(id).collection('inventory');
    await balances.updateOne({}, { $inc: { onHand: 1 } });
    await expect(mover().move(COMMAND, id, 'east', quiet)).rejects.toThrow(/books of .* differences/);
    await balances.updateOne({}, { $inc: { onHand: -1 } });
    const tamper = async (line: string) => {
      // As a bad disk on the other side would.
      if (line.startsWith('repeated'))
        await onEast(id)
          .collection('sales')
          .updateOne({}, { $set: { 'totals.totalCents': 1 } });
    };
    let tampered: Promise<void> = Promise.resolve();
    const moved = mover().move(COMMAND, id, 'east', (line) => {
      tampered = tampered.then(() => tamper(line));
    });
    const slowly = jest.spyOn(ChangeTail.prototype, 'catchUp').mockImplementationOnce(async function (
      this: ChangeTail,
    ) {
      await tampered;
      return ChangeTail.prototype.catchUp.call(this);
    });
    await expect(moved).rejects.toThrow(/sales: its 1 documents are not the same/);
    slowly.mockRestore();
    await sellOnce(manager, productId);
    expect(await onEast(id).listCollections().toArray()).toEqual([]);
    await mover().move(COMMAND, id, 'east', quiet);
    await sellOnce(manager, productId);
    expect(await server.bookDifferences(id)).toEqual([]);
  });

  it('goes on after a kill at any of its calls to the database, and the tenant is written to all along', async () => {
    const { id, manager, productId } = await stocked();
    await sellOnce(manager, productId);
    let to: 'east' | null = 'east';
    let killed = 0;
    for (let call = 0; ; call += STEP) {
      const crash = { call, carriedOut: call % 2 === 0 };
      const before = crashes.count;
      await crashes.killing(crash, () => mover().move(COMMAND, id, to, quiet)).catch(() => undefined);
      if (crashes.count === before) break;
      killed++;
      // Each server gives up the transactions of who is gone; after a minute, by itself.
      for (const client of [server.main.getClient(), eastClient])
        await client.db('admin').command({ killAllSessions: [] });
      // Its lease runs out.
      await server.main
        .collection('tenant_moves')
        .updateMany({ phase: { $ne: 'moved' } }, { $set: { holdsUntil: new Date(0) } });
      await leftovers().openAbandoned();
      await sellOnce(manager, productId);
      const move = await server.main.collection('tenant_moves').findOne({ _id: new Types.ObjectId(id) });
      if (move?.['phase'] !== 'moved') continue;
      // Killed after main was told: it is there.
      await leftovers().dropOldCopy(COMMAND, id);
      to = to === null ? 'east' : null;
    }
    expect(killed).toBeGreaterThan(10);
    await sellOnce(manager, productId);
    const organization = await server.main.collection('organizations').findOne({ _id: new Types.ObjectId(id) });
    const place = organization?.['cluster'] === 'east' ? onEast(id) : server.tenantDatabase(id);
    expect(await place.collection('sales').countDocuments()).toBe(killed + 2);
    expect(await server.bookDifferences(id)).toEqual([]);
  });

  it('answers writes to a tenant that is closed with 503, when to ask again, and nothing half-written', async () => {
    const { id, manager, admin, productId } = await stocked();
    await closeForWrites(server.tenantDatabase(id));
    const { body, headers, status } = await manager.post('/sales', saleOf(productId));
    expect([status, body.code, headers['retry-after']]).toEqual([503, 'organization_moving', '1']);
    await manager.post('/products', newProduct()).expect(503);
    await admin
      .post('/users', { email: `c-${id}@x.example`, name: 'C', role: 'cashier', password: PASSWORD })
      .expect(503);
    await manager.get('/products').expect(200);
    expect(await server.app.get(UsersVerifier).differences(COMMAND)).toEqual([]);
    expect(await server.bookDifferences(id)).toEqual([]);
  });

  it.each([
    ['before it took the copy', () => holdUp(Copy.prototype, 'take')],
    ['before it switched', () => holdUp(ChangeTail.prototype, 'catchUp')],
  ])('is not undone by a mover that was held up %s while another one moved the tenant', async (_, hold) => {
    const { id, manager, productId } = await stocked();
    await sellOnce(manager, productId);
    const { reached, goOn } = hold();
    const heldUp = mover().move(COMMAND, id, 'east', quiet);
    await reached;
    await server.main
      .collection('tenant_moves')
      .updateOne({ _id: new Types.ObjectId(id) }, { $set: { holdsUntil: new Date(0) } });
    await mover().move(COMMAND, id, 'east', quiet);
    for (let sale = 0; sale < 3; sale++) await sellOnce(manager, productId);
    goOn();
    await expect(heldUp).rejects.toThrow();
    expect(await salesOn(onEast(id))).toBe(4);
    await sellOnce(manager, productId);
    expect(await server.bookDifferences(id)).toEqual([]);
    await leftovers().dropOldCopy(COMMAND, id);
  });

  it('leaves nothing closed when a mover closed it after it had lost the move', async () => {
    const { id, manager, productId } = await stocked();
    await mover().move(COMMAND, id, 'east', quiet);
    await leftovers().dropOldCopy(COMMAND, id);
    const moves = server.main.collection('tenant_moves');
    const stale = {
      from: 'east',
      to: null,
      phase: 'copying',
      holder: 'gone',
      holdsUntil: new Date(0),
      startedAt: new Date(),
    };
    await moves.insertOne({ _id: new Types.ObjectId(id), ...stale, resumeAfter: null, copied: [], copying: null });
    await closeForWrites(onEast(id));
    expect((await manager.post('/sales', saleOf(productId))).status).toBe(503);
    // As the processes do, every few seconds.
    await server.app.get(JobRunner).runDue();
    await sellOnce(manager, productId);
    await leftovers().cancel(COMMAND, id);
    expect(await moves.findOne({ _id: new Types.ObjectId(id) })).toBeNull();
    await sellOnce(manager, productId);
  });

  it('keeps a cluster known for as long as anything of a tenant is there', async () => {
    const { id } = await stocked();
    await mover().move(COMMAND, id, 'east', quiet);
    await leftovers().dropOldCopy(COMMAND, id);
    await mover().move(COMMAND, id, null, quiet);
    await server.main.collection('organizations').updateMany({ cluster: 'east' }, { $set: { cluster: 'elsewhere' } });
    try {
      await expect(server.app.get(ClustersService).remove(COMMAND, 'east')).rejects.toMatchObject({
        code: 'cluster_in_use',
      });
    } finally {
      await server.main.collection('organizations').updateMany({ cluster: 'elsewhere' }, { $set: { cluster: 'east' } });
    }
    await leftovers().dropOldCopy(COMMAND, id);
    // One server is one cluster.
    await expect(server.app.get(ClustersService).set(COMMAND, 'twin', { environment: EAST })).rejects.toMatchObject({
      code: 'cluster_in_use',
    });
  });

  it('is known to a restore: up to the move it is brought back, and what came after is looked for elsewhere', async () => {
    const { id, manager, productId } = await stocked();
    const key = Buffer.alloc(48, 7);
    const file = join(folder, `${id}.backup`);
    await server.app.get(TenantBackup).write(COMMAND, id, file, key);
    await sellOnce(manager, productId);
    const tampering = jest
      .spyOn(ChangeTail.prototype, 'catchUp')
      .mockRejectedValueOnce(new Error('the power went out'));
    await expect(mover().move(COMMAND, id, 'east', quiet)).rejects.toThrow('the power went out');
    tampering.mockRestore();
    await sellOnce(manager, productId);
    const before = new Date();
    const restore = (at: Date) => server.app.get(TenantRestore).restore(COMMAND, file, key, { scratch: true, at });
    // A move that was given up is nothing to it.
    const { databaseName } = await restore(before);
    expect(await server.main.getClient().db(databaseName).collection('sales').countDocuments()).toBe(2);
    await until(async () => Date.now() > before.getTime() + 20);
    await mover().move(COMMAND, id, 'east', quiet);
    await sellOnce(manager, productId);
    await expect(restore(new Date())).rejects.toMatchObject({ code: 'validation_failed' });
    await expect(restore(new Date(before.getTime() - 3_600_000))).rejects.toMatchObject({ code: 'validation_failed' });
    // Nothing of it is written over: neither where it is, nor what it left behind.
    await expect(server.app.get(TenantRestore).restore(COMMAND, file, key)).rejects.toMatchObject({
      code: 'organization_exists',
    });
    expect((await server.tenantDatabase(id).listCollections().toArray()).length).toBeGreaterThan(10);
    await leftovers().dropOldCopy(COMMAND, id);
  });
});
