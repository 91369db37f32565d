import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { type ContextId, ContextIdFactory } from '@nestjs/core';
import { InjectConnection, type ModelDefinition } from '@nestjs/mongoose';
import { LRUCache } from 'lru-cache';
import type { Connection } from 'mongoose';
import { Environment } from '../config/environment';
import { MAIN } from '../main-db/main-connection';
import { type TenantId, tenantDatabaseName } from './tenant-id';
import { TENANT_MODELS } from './tenant-models';

/** A warm tenant: its connection, and the context that holds its one tree of services. */
export interface Tenant {
  readonly id: TenantId;
  readonly connection: Connection;
  readonly contextId: ContextId;
}

interface Entry extends Tenant {
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
  private readonly leaving = new Map<TenantId, Entry>();
  private readonly purge: NodeJS.Timeout;

  constructor(
    @InjectConnection(MAIN) private readonly main: Connection,
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

  /** Marks one request or job as working in the tenant; `leave` must follow. */
  enter(id: TenantId): Tenant {
    let entry = this.entries.get(id);
    if (!entry) {
      entry = this.leaving.get(id) ?? this.open(id);
      this.leaving.delete(id);
      this.entries.set(id, entry);
    }
    entry.inFlight++;
    return entry;
  }

  leave(tenant: Tenant): void {
    const entry = tenant as Entry;
    entry.inFlight--;
    if (entry.inFlight === 0 && this.leaving.delete(entry.id)) this.close(entry);
  }

  /** Runs a job in a tenant, in flight from its start to its end. */
  async within<T>(id: TenantId, work: (tenant: Tenant) => Promise<T>): Promise<T> {
    const tenant = this.enter(id);
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

  private open(id: TenantId): Entry {
    const connection = this.main.useDb(tenantDatabaseName(id), { useCache: true });
    // Every feature's, and at once: populating or joining a model that is not yet there would look for it in main.
    for (const { name, schema } of this.models) {
      if (!connection.models[name]) connection.model(name, schema);
    }
    return { id, connection, contextId: ContextIdFactory.create(), inFlight: 0 };
  }

  private onEvicted(entry: Entry): void {
    if (entry.inFlight === 0) this.close(entry);
    else this.leaving.set(entry.id, entry);
  }

  /** `removeDb`, never `close`: closing a `useDb` connection closes the one it came from. */
  private close(entry: Entry): void {
    (this.main as ConnectionWithRemoveDb).removeDb(entry.connection.name);
  }
}
