import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { type ContextId, ContextIdFactory } from '@nestjs/core';
import type { ModelDefinition } from '@nestjs/mongoose';
import { LRUCache } from 'lru-cache';
import { type Connection, ConnectionStates } from 'mongoose';
import { Environment } from '../config/environment';
import { databaseUnavailable } from '../errors/domain-error';
import { Clusters, UNREACHED } from './clusters';
import { Placements } from './placements';
import { type TenantId, tenantDatabaseName } from './tenant-id';
import { TENANT_MODELS } from './tenant-models';

/** A warm tenant: its connection, and the context that holds its one tree of services. */
export interface Tenant {
  readonly id: TenantId;
  /** The cluster it is on; null for main's own. */
  readonly cluster: string | null;
  readonly connection: Connection;
  readonly contextId: ContextId;
}

interface Entry extends Tenant {
  /** The cluster's connection, which the tenant's came from. */
  base: Connection;
  inFlight: number;
}

/** Missing from mongoose's types, documented in its API. */
type ConnectionWithRemoveDb = Connection & { removeDb(name: string): void };

const MINUTE_MS = 60_000;

/**
 * The warm tenants, bounded: past the bound, or idle for long, the least recently used one goes and is made anew when it
 * comes back. A tenant that goes keeps its connection until its last request has been answered.
 */
@Injectable()
export class TenantPool implements OnApplicationShutdown {
  private readonly entries: LRUCache<TenantId, Entry>;
  /** Evicted, but with requests still in flight; a tenant that comes back meanwhile goes on with the same entry. */
  private readonly leaving = new Set<Entry>();
  private readonly purge: NodeJS.Timeout;

  constructor(
    private readonly clusters: Clusters,
    private readonly placements: Placements,
    @Inject(TENANT_MODELS) private readonly models: readonly ModelDefinition[],
    environment: Environment,
  ) {
    this.entries = new LRUCache({
      max: environment.tenantPoolMax,
      ttl: environment.tenantIdleMinutes * MINUTE_MS,
      // A request at a time of many a second need not ask the clock each time.
      ttlResolution: 1000,
      updateAgeOnGet: true,
      // After the entry is gone from the pool: whether its tenant came back meanwhile is asked of the pool.
      disposeAfter: (entry) => this.onEvicted(entry),
    });
    this.purge = setInterval(() => this.entries.purgeStale(), MINUTE_MS).unref();
  }

  get size(): number {
    return this.entries.size;
  }

  /**
   * Marks one request or job as working in the tenant; `leave` must follow.
   * @throws DomainError `database_unavailable` when the tenant's cluster does not answer
   */
  async enter(id: TenantId): Promise<Tenant> {
    const warm = this.warm(id);
    if (!warm) return this.openAndEnter(id);
    warm.inFlight++;
    return warm;
  }

  leave(tenant: Tenant): void {
    const entry = tenant as Entry;
    entry.inFlight--;
    if (entry.inFlight === 0 && this.leaving.delete(entry)) this.close(entry);
  }

  /** Runs a job in a tenant, in flight from its start to its end. */
  async within<T>(id: TenantId, work: (tenant: Tenant) => Promise<T>): Promise<T> {
    const tenant = await this.enter(id);
    try {
      return await work(tenant);
    } finally {
      this.leave(tenant);
    }
  }

  /** Lets go of a tenant whose database is gone. */
  forget(id: TenantId): void {
    this.entries.delete(id);
  }

  onApplicationShutdown(): void {
    clearInterval(this.purge);
  }

  /** The tenant where it is now; one that has moved ends what is in flight where that began, and begins anew. */
  private warm(id: TenantId): Entry | undefined {
    const cluster = this.placements.clusterOf(id);
    const entry = this.entries.get(id);
    if (entry?.cluster === cluster) return entry;
    if (entry) this.entries.delete(id);
    for (const one of this.leaving) {
      if (one.id !== id || one.cluster !== cluster) continue;
      this.leaving.delete(one);
      this.entries.set(id, one);
      return one;
    }
    return undefined;
  }

  private async openAndEnter(id: TenantId): Promise<Entry> {
    const cluster = this.placements.clusterOf(id);
    const base = await this.clusters.retain(cluster);
    // Another request was faster, or the tenant has moved while its cluster was being reached.
    const opened = this.warm(id);
    if (opened || cluster !== this.placements.clusterOf(id)) {
      this.clusters.release(cluster);
      if (!opened) return this.openAndEnter(id);
      opened.inFlight++;
      return opened;
    }
    // It was reached once, and is not there just now: it may be again for the next who asks.
    if (base.readyState !== ConnectionStates.connected) {
      this.clusters.release(cluster);
      throw databaseUnavailable(UNREACHED);
    }
    const connection = base.useDb(tenantDatabaseName(id), { useCache: true });
    // Every feature's, and at once: populating or joining a model that is not yet there would look for it in main.
    for (const { name, schema } of this.models) {
      if (!connection.models[name]) connection.model(name, schema);
    }
    const entry = { id, cluster, base, connection, contextId: ContextIdFactory.create(), inFlight: 1 };
    this.entries.set(id, entry);
    return entry;
  }

  private onEvicted(entry: Entry): void {
    if (entry.inFlight === 0) this.close(entry);
    else this.leaving.add(entry);
  }

  /** `removeDb`, never `close`: closing a `useDb` connection closes the one it came from. */
  private close(entry: Entry): void {
    (entry.base as ConnectionWithRemoveDb).removeDb(entry.connection.name);
    this.clusters.release(entry.cluster);
  }
}
