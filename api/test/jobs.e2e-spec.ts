import { setTimeout as delay } from 'node:timers/promises';
import { ModuleRef } from '@nestjs/core';
import { purgeExpiredKeys, purgeExpiredSessions } from '../src/housekeeping/purge-expired';
import type { Job, TenantJob, TenantJobRun } from '../src/jobs/job';
import { JobLeases, LEASE_MS } from '../src/jobs/job-leases';
import { JobPlaces } from '../src/jobs/job-places';
import type { JobRecord } from '../src/jobs/job-record';
import { JobRunner } from '../src/jobs/job-runner';
import { JobsService } from '../src/jobs/jobs.service';
import { TenantScope } from '../src/tenancy/tenant-scope';
import { type Client, COMMAND, type Organization, TestServer } from './support/test-server';
import { until } from './support/until';

let server: TestServer;
let another: TestServer;
let platform: Client;
let org: Organization;

beforeAll(async () => {
  server = await TestServer.start();
  another = await server.startAnother();
  platform = await server.platformAdmin();
  org = await server.openOrganization();
});
afterAll(async () => {
  await another.stop();
  await server.stop();
});

/** A runner as a process has it, with jobs of the test's. */
function runnerOf({ app, main }: TestServer, ...jobs: Job[]): JobRunner {
  return new JobRunner(jobs, main, app.get(JobPlaces), app.get(TenantScope), app.get(ModuleRef));
}

const records = (organizationId: string) => server.tenantDatabase(organizationId).collection<JobRecord>('jobs');
const leasesOf = (organizationId: string) => new JobLeases(server.tenantDatabase(organizationId));

let numbered = 0;
/** A job that does something in the one organization; in others it has nothing to do. */
function job(work: (run: TenantJobRun) => Promise<void>): TenantJob {
  const run = async (run: TenantJobRun) => {
    if (run.actor.tenant === org.id) await work(run);
  };
  return { name: `test-${++numbered}`, scope: 'tenant', everyMs: 3_600_000, run };
}

const makeDue = (name: string) =>
  records(org.id).updateOne({ _id: name }, { $set: { nextAt: new Date(Date.now() - 1000) } });

describe('a job', () => {
  it('is run by one process at a time, however many look for it, and by none again before it is due', async () => {
    let [now, most, runs] = [0, 0, 0];
    const slow = job(async () => {
      runs++;
      most = Math.max(most, ++now);
      await delay(50);
      now--;
    });
    await Promise.all([server, another, server, another].map((process) => runnerOf(process, slow).runDue()));
    expect([runs, most]).toEqual([1, 1]);
    await runnerOf(another, slow).runDue();
    expect(await leasesOf(org.id).take(slow, new Date())).toBeUndefined();
    expect(runs).toBe(1);
    expect(await records(org.id).findOne({ _id: slow.name })).toMatchObject({ leasedBy: null, failures: 0 });
  });

  it('acts in the organization whose turn it is, and nobody else’s', async () => {
    const other = await server.openOrganization();
    const seen: [string | null, string][] = [];
    const everywhere: TenantJob = {
      ...job(async () => undefined),
      run: async ({ actor, connection }) => {
        seen.push([actor.tenant, connection.name]);
      },
    };
    await runnerOf(server, everywhere).runDue();
    expect(seen).toEqual(expect.arrayContaining([org.id, other.id].map((id) => [id, `tenant_${id}`])));
  });

  it('passes on when the process that held it died, which counts as a failure', async () => {
    let runs = 0;
    const inherited = job(async () => {
      runs++;
      throw new Error('not yet');
    });
    await leasesOf(org.id).ensure(inherited, new Date());
    const died = new Date(Date.now() - LEASE_MS - 1);
    await records(org.id).updateOne({ _id: inherited.name }, { $set: { nextAt: died } });
    expect(await leasesOf(org.id).take(inherited, died)).toBeDefined();
    await runnerOf(another, inherited).runDue();
    expect(runs).toBe(1);
    expect(await records(org.id).findOne({ _id: inherited.name })).toMatchObject({ failures: 2, leasedBy: null });
  });

  it('stays with who holds it for as long as the run takes, and is cut off when it has passed on', async () => {
    let signal: AbortSignal | undefined;
    const long = job(async (run) => {
      signal = run.signal;
      await delay(60_000, undefined, { signal: run.signal }).catch(() => undefined);
    });
    const running = runnerOf(server, long).runDue();
    await until(
      async () => (await records(org.id).findOne({ _id: long.name }))?.leasedBy != null && signal !== undefined,
    );
    expect(await leasesOf(org.id).take(long, new Date())).toBeUndefined();
    const renewed = (await records(org.id).findOne({ _id: long.name }))?.leaseUntil?.getTime() ?? 0;
    await until(
      async () => ((await records(org.id).findOne({ _id: long.name }))?.leaseUntil?.getTime() ?? 0) > renewed,
    );
    await records(org.id).updateOne({ _id: long.name }, { $set: { leasedBy: 'somebody else' } });
    await until(() => signal?.aborted ?? false);
    await running;
    // Who lost it changes nothing of it any more.
    expect(await records(org.id).findOne({ _id: long.name })).toMatchObject({ leasedBy: 'somebody else' });
  });

  it('is tried again after longer and longer pauses, set aside after ten failures, shown, and run again when told to', async () => {
    let broken = true;
    let runs = 0;
    const poisoned = job(async () => {
      runs++;
      if (broken) throw new Error('it is poisoned');
    });
    const pauses: number[] = [];
    for (let time = 1; time <= 10; time++) {
      await runnerOf(server, poisoned).runDue();
      const record = await records(org.id).findOne({ _id: poisoned.name });
      pauses.push((record?.nextAt.getTime() ?? 0) - (record?.lastEndedAt?.getTime() ?? 0));
      await makeDue(poisoned.name);
    }
    expect(Math.min(...pauses.slice(5))).toBeGreaterThan(Math.max(...pauses.slice(0, 2)));
    await runnerOf(server, poisoned).runDue();
    expect(runs).toBe(10);

    const { body } = await platform.get('/platform/jobs?status=set_aside').expect(200);
    expect(body.items).toEqual([
      expect.objectContaining({
        name: poisoned.name,
        organizationId: org.id,
        status: 'set_aside',
        failures: 10,
        lastError: 'it is poisoned',
      }),
    ]);
    broken = false;
    expect(await server.app.get(JobsService).retry(COMMAND, poisoned.name, org.id)).toBe(true);
    await runnerOf(server, poisoned).runDue();
    expect(runs).toBe(11);
    expect((await platform.get('/platform/jobs?status=set_aside')).body.items).toEqual([]);
  });

  it('is handed back at once by a process that stops', async () => {
    const endless = job(({ signal }) => delay(60_000, undefined, { signal }));
    const runner = runnerOf(another, endless);
    runner.start();
    await until(async () => (await records(org.id).findOne({ _id: endless.name }))?.leasedBy != null);
    await runner.beforeApplicationShutdown();
    const record = await records(org.id).findOne({ _id: endless.name });
    expect(record).toMatchObject({ leasedBy: null, leaseUntil: null, failures: 0 });
    expect(record?.nextAt.getTime()).toBeLessThanOrEqual(Date.now());
  });

  it('is listed by organization, a page at a time, for a platform admin alone', async () => {
    await server.app.get(JobRunner).runDue();
    const names: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { body }: { body: JobPage } = await platform
        .get(`/platform/jobs?limit=1${cursor && `&cursor=${cursor}`}`)
        .expect(200);
      names.push(...body.items.map(({ name, organizationId }) => `${organizationId} ${name}`));
      cursor = body.nextCursor;
    }
    expect(names).toContain('null purge-expired-sessions');
    expect(names).toContain(`${org.id} purge-expired-keys`);
    expect(new Set(names).size).toBe(names.length);
    await org.admin.get('/platform/jobs').expect(403);
  });
});

interface JobPage {
  items: { name: string; organizationId: string | null }[];
  nextCursor: string | null;
}

describe('what has expired', () => {
  it('is deleted: keys of creations, sessions, failed sign-ins; what has not, stays', async () => {
    const [past, future] = [new Date(Date.now() - 1000), new Date(Date.now() + 60_000)];
    const collections = [
      server.tenantDatabase(org.id).collection<{ _id: string }>('idempotency_keys'),
      ...['sessions', 'sign_in_attempts', 'idempotency_keys'].map((name) =>
        server.database('NewLiqourPOS').collection<{ _id: string }>(name),
      ),
    ];
    for (const collection of collections) {
      await collection.insertMany([
        { _id: 'expired', expiresAt: past },
        { _id: 'fresh', expiresAt: future },
        { _id: 'for ever', expiresAt: null },
      ] as never);
    }
    for (const place of [server.tenantDatabase(org.id), server.database('NewLiqourPOS')])
      await place.collection<JobRecord>('jobs').updateMany({}, { $set: { nextAt: past } });
    const purges = runnerOf(server, purgeExpiredKeys, purgeExpiredSessions);
    await purges.runDue();
    for (const collection of collections) {
      const left = await collection.find({ _id: { $in: ['expired', 'fresh', 'for ever'] } }).toArray();
      expect([collection.collectionName, left.map(({ _id }) => _id).sort()]).toEqual([
        collection.collectionName,
        ['for ever', 'fresh'],
      ]);
      await collection.deleteMany({ _id: { $in: ['fresh', 'for ever'] } });
    }
  });
});
