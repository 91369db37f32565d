import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ReplicaSet } from '@liquor-pos/embedded-mongodb/replica-set';
import { openOrganizationOn, pos, type SpawnedCaller, type SpawnedServer, spawnServer } from './support/spawned-server';

const CLIENTS = 4;
const KILLS = 2;
const STEP_DOWNS = 2;
/** A machine that is moved, a disk that hangs. */
const FREEZE_MS = 15_000;
/** Acknowledged between two faults: each meets a system at work. */
const SALES_BETWEEN_FAULTS = 40;
const ELECTION_TIMEOUT_MS = 2_000;
const RETRY_PAUSE_MS = 50;
const CACHE = process.env['CACHE_DIR'] ?? resolve(__dirname, '..', '..', '.cache');

/** What the clients lived through. */
interface Tally {
  acknowledged: string[];
  refusals: { status: number; code: unknown; retryAfter: string | null }[];
  longestGapMs: number;
}

/** Rings up one sale after another, each until it is answered, as a till does. */
async function sellUntil(stopped: () => boolean, admin: SpawnedCaller, productId: string, tally: Tally): Promise<void> {
  let last = performance.now();
  while (!stopped()) {
    const sale = {
      id: randomUUID(),
      lines: [{ productId, packId: 'bottle', quantity: 1 }],
      tenders: [{ type: 'cash', amountCents: 713 }],
    };
    for (;;) {
      const { status, body, retryAfter } = await admin.call('POST', '/sales', sale);
      if (status === 200 || status === 201) break;
      tally.refusals.push({ status, code: body['code'], retryAfter });
      await delay(RETRY_PAUSE_MS);
    }
    tally.acknowledged.push(sale.id);
    const now = performance.now();
    tally.longestGapMs = Math.max(tally.longestGapMs, now - last);
    last = now;
  }
}

// A set of several is MongoDB's own.
(process.env['POS_DATABASE'] === 'secantusdb' ? describe.skip : describe)('a replica set', () => {
  let dataDir: string;
  let set: ReplicaSet;
  let server: SpawnedServer;

  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'pos-failover-'));
    set = await ReplicaSet.start({ dataDir, cacheDir: CACHE, electionTimeoutMs: ELECTION_TIMEOUT_MS });
    server = await spawnServer({ MONGODB_URI: set.uri, BCRYPT_COST: '4' });
  });
  afterAll(async () => {
    await server?.stop();
    await set?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('whose primary is killed, steps down and freezes loses and doubles nothing, and is never more than a 503 to a till', async () => {
    const { admin, productId } = await openOrganizationOn(server);
    const tally: Tally = { acknowledged: [], refusals: [], longestGapMs: 0 };
    let done = false;
    const clients = Array.from({ length: CLIENTS }, () => sellUntil(() => done, admin, productId, tally));
    const moreSales = async () => {
      const wanted = tally.acknowledged.length + SALES_BETWEEN_FAULTS;
      while (tally.acknowledged.length < wanted) await Promise.race([...clients, delay(50)]);
    };

    await moreSales();
    for (let kill = 0; kill < KILLS; kill++) {
      const primary = await set.primary();
      await primary.kill();
      await moreSales();
      primary.start();
      await moreSales();
    }
    for (let stepDown = 0; stepDown < STEP_DOWNS; stepDown++) {
      await set.stepDown();
      await moreSales();
    }
    const frozen = await set.primary();
    frozen.freeze();
    await delay(FREEZE_MS);
    frozen.thaw();
    await moreSales();
    done = true;
    await Promise.all(clients);

    expect(tally.refusals.filter(({ status, retryAfter }) => status !== 503 || !(Number(retryAfter) > 0))).toEqual([]);
    const again = await Promise.all(tally.acknowledged.map((id) => admin.call('GET', `/sales/${id}`)));
    const lost = again.filter(({ status }) => status !== 200).length;
    const receipts = again.map(({ body }) => body['receiptNumber']);
    const doubled = receipts.length - new Set(receipts).size;
    const report = await admin.call('GET', '/reports/sales?from=2020-01-01&to=2100-01-01&groupBy=day');
    const { salesCount } = report.body['totals'] as { salesCount: number };
    const { acknowledged, refusals, longestGapMs } = tally;
    process.stdout.write(
      `MongoDB ${set.version}, three nodes: ${acknowledged.length} sales acknowledged, ${KILLS} kills, ${STEP_DOWNS} step-downs, ` +
        `1 freeze of ${FREEZE_MS / 1000} s; ${lost} lost, ${salesCount - acknowledged.length + doubled} doubled, ` +
        `${refusals.length} refusals, longest gap of a till ${(longestGapMs / 1000).toFixed(1)} s\n`,
    );
    expect([lost, doubled, salesCount]).toEqual([0, 0, acknowledged.length]);
    await pos(server, 'verify', 'books');
    await pos(server, 'verify', 'users');
  });
});
