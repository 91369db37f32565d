import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  databasePid,
  openOrganizationOn,
  pos,
  type SpawnedCaller,
  type SpawnedServer,
  spawnServer,
} from './support/spawned-server';

const ASK_EVERY_MS = 100;
const REFUSALS = 2;
/** A server that starts anew waits up to 30 s before each try, and this machine does other work too. */
const FULL_DISK_TIMEOUT_MS = 400_000;

const saleOf = (productId: string, lines = 1) => ({
  id: randomUUID(),
  lines: Array.from({ length: lines }, () => ({ productId, packId: 'bottle', quantity: 1 })),
  tenders: [{ type: 'cash', amountCents: 713 * lines }],
});

/** Says what it waited for, and what the server had said by then, before the test is given up. */
function sayWhenStuck(server: SpawnedServer, stage: () => string): () => void {
  const say = () => process.stderr.write(`Still waiting for ${stage()}.\n${server.output().slice(-5_000)}\n`);
  const timer = setTimeout(say, FULL_DISK_TIMEOUT_MS - 10_000).unref();
  return () => clearTimeout(timer);
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await delay(ASK_EVERY_MS);
}

const isReady = async (admin: SpawnedCaller) => (await admin.call('GET', '/health/ready')).status === 200;

describe('a database that froze', () => {
  let server: SpawnedServer;
  beforeAll(async () => {
    server = await spawnServer({ DATABASE_TIMEOUT_SECONDS: '2' });
  });
  afterAll(() => server.stop());

  it('is not waited for: every call is answered with 503 in time, readiness within two seconds, and nothing is lost', async () => {
    const { admin, productId } = await openOrganizationOn(server);
    const before = saleOf(productId);
    expect((await admin.call('POST', '/sales', before)).status).toBe(201);
    process.kill(databasePid(server), 'SIGSTOP');
    const sales = Array.from({ length: 5 }, () => saleOf(productId));
    try {
      // What it found a moment before is its answer for a second.
      let ready = await admin.call('GET', '/health/ready');
      while (ready.status === 200) ready = await admin.call('GET', '/health/ready');
      const [live, list, ...sold] = await Promise.all([
        admin.call('GET', '/health/live'),
        admin.call('GET', '/products'),
        ...sales.map((sale) => admin.call('POST', '/sales', sale)),
      ]);
      expect([live.status, ready.status]).toEqual([200, 503]);
      expect(ready.ms).toBeLessThan(2_500);
      for (const answer of [ready, list, ...sold]) {
        expect([answer.status, answer.body['code'], answer.retryAfter]).toEqual([503, 'database_unavailable', '2']);
        expect(answer.ms).toBeLessThan(20_000);
      }
    } finally {
      process.kill(databasePid(server), 'SIGCONT');
    }
    await until(() => isReady(admin));
    // Whether they went through before the answer was given up is for their ids to say.
    for (const sale of sales) expect([200, 201]).toContain((await admin.call('POST', '/sales', sale)).status);
    expect((await admin.call('POST', '/sales', before)).status).toBe(200);
    await pos(server, 'verify', 'books');
  });
});

/** Room for a mongod's journal, which it lays out before it is written. */
const small = smallDisk(400);

/** A disk that is soon full, where this machine lets one be made. */
function smallDisk(megabytes: number): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'pos-small-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder], { stdio: 'ignore' });
    return folder;
  } catch {
    rmSync(folder, { recursive: true });
    return undefined;
  }
}

/** Fills the disk to its last byte, and again what was given free since. */
function fill(file: string): void {
  const megabyte = Buffer.alloc(1024 * 1024);
  const ballast = openSync(file, 'a');
  try {
    for (;;) writeSync(ballast, megabyte);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  } finally {
    closeSync(ballast);
  }
}

(small ? describe : describe.skip)('a full disk', () => {
  const folder = small ?? '';
  let server: SpawnedServer;
  beforeAll(async () => {
    const dataDir = join(folder, 'data');
    mkdirSync(dataDir);
    server = await spawnServer({ DATA_DIR: dataDir });
  });
  afterAll(async () => {
    await server?.stop();
    execFileSync('umount', [folder]);
    rmSync(folder, { recursive: true });
  });

  it(
    'refuses sales, loses none it acknowledged, and sells again by itself once there is room',
    async () => {
      const { admin, productId } = await openOrganizationOn(server);
      const ballast = join(folder, 'ballast');
      let stage = 'the disk to be full';
      const done = sayWhenStuck(server, () => `${stage}, ${acknowledged.length} sold, then ${readiness.join()}`);
      const acknowledged: string[] = [];
      const readiness: number[] = [];
      while (readiness.length < REFUSALS || !readiness.includes(503)) {
        // A database gives room free as it goes on (journals it is done with), and could sell from that for minutes.
        fill(ballast);
        // Long ones: the sooner the disk is full.
        const sale = saleOf(productId, 30);
        const { status, retryAfter, body } = await admin.call('POST', '/sales', sale);
        if (status === 201) acknowledged.push(sale.id);
        else {
          readiness.push((await admin.call('GET', '/health/ready')).status);
          const log = status === 500 ? server.output().slice(-3_000) : '';
          expect([body['code'], log]).toEqual([expect.stringMatching(/^database_(unavailable|full)$/), '']);
          expect([503, 507]).toContain(status);
          expect(Number(retryAfter)).toBeGreaterThan(0);
        }
      }
      rmSync(ballast);
      stage = 'the server to be ready';
      await until(() => isReady(admin));
      const next = saleOf(productId);
      stage = 'the next sale';
      await until(async () => (await admin.call('POST', '/sales', next)).status < 300);
      for (const id of acknowledged) expect((await admin.call('GET', `/sales/${id}`)).status).toBe(200);
      await pos(server, 'verify', 'books');
      done();
    },
    FULL_DISK_TIMEOUT_MS,
  );
});
