import { setTimeout as delay } from 'node:timers/promises';
import { type BeforeApplicationShutdown, Inject, Injectable, Logger } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { InjectConnection } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { Actor } from '../access/actor';
import { measured } from '../logging/measured';
import { MAIN } from '../main-db/main-connection';
import { tenantId } from '../tenancy/tenant-id';
import { type ResolveService, TenantScope } from '../tenancy/tenant-scope';
import { JOBS, type Job, type JobRun } from './job';
import { type JobLeases, LEASE_MS, type Lease } from './job-leases';
import { JobPlaces } from './job-places';
import type { JobRecord } from './job-record';

/** Between looks at what is due. */
const LOOK_EVERY_MS = 2_000;
/** A database is looked at when its next job is due, and at least so often: another process may have taken a job since, and died. */
const LONGEST_BLIND_MS = LEASE_MS;
const RENEW_EVERY_MS = LEASE_MS / 4;
const DATABASES_AT_ONCE = 4;

/** Main's database, under a key no organization has. */
const PLATFORM = 'platform';

/**
 * Runs the jobs that are due, in whichever process takes them first. What a look costs does not grow with how often it happens: a database
 * whose next job is known is left alone until then.
 */
@Injectable()
export class JobRunner implements BeforeApplicationShutdown {
  private readonly logger = new Logger('Jobs');
  private readonly stopping = new AbortController();
  private readonly nextLook = new Map<string, number>();
  private running: Promise<void> = Promise.resolve();

  constructor(
    @Inject(JOBS) private readonly jobs: readonly Job[],
    @InjectConnection(MAIN) private readonly main: Connection,
    private readonly places: JobPlaces,
    private readonly tenants: TenantScope,
    private readonly modules: ModuleRef,
  ) {}

  /** Begins to run jobs; commands that only pass by do not. */
  start(): void {
    this.running = this.loop();
  }

  /** Cut off where they are, and handed back at once. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async loop(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await this.runDue().catch((error: Error) => {
        if (!signal.aborted) this.logger.warn(`Jobs could not be looked for, trying again: ${error.message}`);
      });
      await delay(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Runs everything that is due now, some databases at once. */
  async runDue(): Promise<void> {
    await this.runIn(PLATFORM);
    if (!this.jobs.some(({ scope }) => scope === 'tenant')) return;
    const working = new Set<Promise<void>>();
    for await (const id of this.places.everyOrganization()) {
      if (this.stopping.signal.aborted) break;
      const one = this.runIn(id).finally(() => working.delete(one));
      working.add(one);
      if (working.size >= DATABASES_AT_ONCE) await Promise.race(working);
    }
    await Promise.all(working);
  }

  private async runIn(place: string): Promise<void> {
    const now = Date.now();
    if ((this.nextLook.get(place) ?? 0) > now) return;
    this.nextLook.set(place, now + LONGEST_BLIND_MS);
    try {
      const leases = place === PLATFORM ? this.places.platform : await this.places.of(place);
      const wanted = this.jobs.filter(({ scope }) => (scope === 'platform') === (place === PLATFORM));
      const records = new Map((await leases.all()).map((record) => [record._id, record]));
      for (const job of wanted) {
        if (!records.has(job.name)) await leases.ensure(job, new Date());
        const due = dueAt(records.get(job.name));
        // Once it has run, the next look tells when it is due again.
        const isDue = due <= Date.now();
        if (isDue) await this.runOne(job, place, leases);
        this.lookAgain(place, isDue ? 0 : due);
      }
    } catch (error) {
      this.logger.warn(`The jobs of ${place} could not be run, trying again: ${(error as Error).message}`);
    }
  }

  private lookAgain(place: string, at: number): void {
    this.nextLook.set(place, Math.min(this.nextLook.get(place) ?? at, at));
  }

  private async runOne(job: Job, place: string, leases: JobLeases): Promise<void> {
    if (job.scope === 'platform') {
      const connection = this.main;
      const actor = Actor.ofJob(job.name, null);
      const resolve: ResolveService = async (service) => this.modules.get(service, { strict: false });
      return this.runLeased(job, place, leases, (signal) => job.run({ actor, connection, resolve, signal }));
    }
    // Data of another shape is refused here, before the lease: that is no fault of the job's.
    await this.tenants.within(tenantId(place), (resolve, { connection }) => {
      const actor = Actor.ofJob(job.name, place);
      return this.runLeased(job, place, leases, (signal) => job.run({ actor, connection, resolve, signal }));
    });
  }

  private async runLeased(
    job: Job,
    place: string,
    leases: JobLeases,
    run: (signal: JobRun['signal']) => Promise<void>,
  ): Promise<void> {
    const lease = await leases.take(job, new Date());
    if (!lease) return;
    const lost = new AbortController();
    const signal = AbortSignal.any([lost.signal, this.stopping.signal]);
    const renewing = this.keep(lease, leases, lost, signal);
    try {
      await run(signal);
      if (!signal.aborted) {
        await leases.succeeded(lease, job, new Date());
        measured.job.publish({ job: job.name, outcome: 'done' });
      } else if (!lost.signal.aborted) await leases.handBack(lease, new Date());
    } catch (error) {
      await this.failed(job, place, leases, lease, error);
    } finally {
      lost.abort();
      await renewing;
    }
  }

  private async failed(job: Job, place: string, leases: JobLeases, lease: Lease, error: unknown): Promise<void> {
    if (this.stopping.signal.aborted) {
      await leases.handBack(lease, new Date()).catch(() => undefined);
      return;
    }
    const setAside = await leases.failed(lease, error, new Date());
    measured.job.publish({ job: job.name, outcome: setAside ? 'set_aside' : 'failed' });
    const text = `Job ${job.name} of ${place} failed: ${(error as Error).message}`;
    if (setAside) this.logger.error(`${text}. It failed too often and is set aside; see GET /api/platform/jobs`);
    else this.logger.warn(text);
  }

  /** Renews the lease until the run ends; a lease that has passed on cuts it off. */
  private async keep(lease: Lease, leases: JobLeases, lost: AbortController, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await delay(RENEW_EVERY_MS, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      const held = await leases.renew(lease, new Date()).catch(() => true);
      if (!held) lost.abort();
    }
  }
}

/** When a job can be taken: when it is due, or the lease on it runs out. */
function dueAt(record: JobRecord | undefined): number {
  if (!record) return 0;
  if (record.setAside) return Number.POSITIVE_INFINITY;
  return (record.leaseUntil ?? record.nextAt).getTime();
}
