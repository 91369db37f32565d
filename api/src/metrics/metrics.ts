import type { Channel } from 'node:diagnostics_channel';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import type { FastifyInstance } from 'fastify';
import type { Connection } from 'mongoose';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { measured } from '../logging/measured';
import { MAIN } from '../main-db/main-connection';
import { Outbox } from '../outbox/outbox';
import { TenantPool } from '../tenancy/tenant-pool';
import { TenantLatencies } from './tenant-latencies';

const REQUEST_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const WAIT_SECONDS = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10];
const TENANTS_SHOWN = 10;

/** What a process measures of itself, for Prometheus. Names and labels stay the same across releases: dashboards and alarms rely on them. */
@Injectable()
export class Metrics implements OnApplicationShutdown {
  private readonly registry = new Registry();
  private readonly tenants = new TenantLatencies();
  private readonly unsubscribe: (() => void)[] = [];

  constructor(
    private readonly pool: TenantPool,
    private readonly outbox: Outbox,
    @InjectConnection(MAIN) private readonly main: Connection,
  ) {
    collectDefaultMetrics({ register: this.registry });
    this.countEvents();
    this.showState();
  }

  get contentType(): string {
    return this.registry.contentType;
  }

  text(): Promise<string> {
    return this.registry.metrics();
  }

  /** Counts and times every request by its route, never by its path: that may hold anything. */
  watch(server: FastifyInstance): void {
    const requests = new Histogram({
      name: 'pos_http_request_duration_seconds',
      help: 'Requests, by method, route and status.',
      labelNames: ['method', 'route', 'status'],
      buckets: REQUEST_SECONDS,
      registers: [this.registry],
    });
    server.addHook('onResponse', (request, reply, done) => {
      const seconds = reply.elapsedTime / 1000;
      const { routeOptions, method } = request;
      const route = request.is404 ? 'none' : (routeOptions.url ?? 'none');
      requests.observe({ method, route, status: reply.statusCode }, seconds);
      if (request.tenant) this.tenants.record(request.tenant.id, seconds);
      done();
    });
  }

  onApplicationShutdown(): void {
    for (const end of this.unsubscribe) end();
    this.registry.clear();
  }

  private countEvents(): void {
    const registers = [this.registry];
    const conflicts = new Counter({
      name: 'pos_transaction_conflicts_total',
      help: 'Transactions that met another one and were run again.',
      registers,
    });
    this.on(measured.conflict, () => conflicts.inc());
    const lanes = new Histogram({
      name: 'pos_lane_wait_seconds',
      help: 'How long sales waited for the ones before them at their store.',
      buckets: WAIT_SECONDS,
      registers,
    });
    this.on<{ seconds: number }>(measured.laneWait, ({ seconds }) => lanes.observe(seconds));
    const waits = new Histogram({
      name: 'pos_pool_wait_seconds',
      help: 'How long calls waited for a connection to a cluster.',
      labelNames: ['cluster'],
      buckets: WAIT_SECONDS,
      registers,
    });
    const noConnection = new Counter({
      name: 'pos_pool_failures_total',
      help: 'Calls that got no connection to a cluster.',
      labelNames: ['cluster'],
      registers,
    });
    this.on<{ cluster: string; seconds: number; failed: boolean }>(
      measured.poolWait,
      ({ cluster, seconds, failed }) => {
        waits.observe({ cluster }, seconds);
        if (failed) noConnection.inc({ cluster });
      },
    );
    const signIns = new Counter({
      name: 'pos_refused_sign_ins_total',
      help: 'Sign-ins that were refused, by why.',
      labelNames: ['reason'],
      registers,
    });
    this.on<{ reason: string }>(measured.refusedSignIn, ({ reason }) => signIns.inc({ reason }));
    const jobs = new Counter({
      name: 'pos_jobs_total',
      help: 'Runs of jobs, by their outcome.',
      labelNames: ['job', 'outcome'],
      registers,
    });
    this.on<{ job: string; outcome: string }>(measured.job, ({ job, outcome }) => jobs.inc({ job, outcome }));
    const limited = new Counter({
      name: 'pos_requests_over_limit_total',
      help: 'Requests that were refused since there were too many, by which limit.',
      labelNames: ['limit'],
      registers,
    });
    this.on<{ limit: string }>(measured.refusedByLimit, ({ limit }) => limited.inc({ limit }));
  }

  private showState(): void {
    const registers = [this.registry];
    const { pool, main, tenants } = this;
    new Gauge({
      name: 'pos_tenants_warm',
      help: 'Organizations whose services are held ready.',
      registers,
      collect() {
        this.set(pool.size);
      },
    });
    new Gauge({
      name: 'pos_main_reachable',
      help: '1 while the driver has a server of main’s cluster to write to.',
      registers,
      collect() {
        this.set(main.readyState === 1 ? 1 : 0);
      },
    });
    new Gauge({
      name: 'pos_tenant_request_p99_seconds',
      help: `What 99 of 100 requests of the last minutes stayed below, of the ${TENANTS_SHOWN} busiest organizations.`,
      labelNames: ['tenant'],
      registers,
      collect() {
        this.reset();
        for (const { tenant, p99 } of tenants.busiest(TENANTS_SHOWN)) this.set({ tenant }, p99);
      },
    });
    const { outbox } = this;
    new Gauge({
      name: 'pos_outbox_depth',
      help: 'User writes that main has still to hear of, as the job that brings them last saw.',
      registers,
      collect() {
        this.set(outbox.lastSeen.depth);
      },
    });
    new Gauge({
      name: 'pos_outbox_oldest_seconds',
      help: 'For how long the oldest of them has waited.',
      registers,
      collect() {
        const { oldestAt } = outbox.lastSeen;
        this.set(oldestAt ? (Date.now() - oldestAt.getTime()) / 1000 : 0);
      },
    });
  }

  private on<Message>(channel: Channel, listen: (message: Message) => void): void {
    const listener = (message: unknown) => listen(message as Message);
    channel.subscribe(listener);
    this.unsubscribe.push(() => channel.unsubscribe(listener));
  }
}
