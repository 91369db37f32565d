import { readFileSync } from 'node:fs';
import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import { type Connection, createConnection, type Model } from 'mongoose';
import { Environment } from '../config/environment';
import { badInput, databaseUnavailable, notFound } from '../errors/domain-error';
import { Cluster, type ConnectionReference } from '../main-db/cluster.schema';
import { MAIN } from '../main-db/main-connection';
import { connectionOptions } from '../mongo/connection-options';
import { requireTransactions } from '../mongo/require-transactions';
import { serverName } from '../mongo/server-version';
import { watchPool } from '../mongo/watch-pool';

/** Shorter than main's: its tenants are told within a second that theirs does not answer, and ask again. */
const PATIENCE = { serverSelectionTimeoutMS: 1_000, connectTimeoutMS: 1_000, heartbeatFrequencyMS: 2_000 };
const URI = /^mongodb(\+srv)?:\/\/./;

interface Open {
  connection: Promise<Connection>;
  tenants: number;
  closing?: NodeJS.Timeout;
}

/** The clusters tenants are on: main's, and those `clusters` names, each with one client that is opened by its first tenant and closed some time after its last. */
@Injectable()
export class Clusters implements OnApplicationShutdown {
  private readonly logger = new Logger(Clusters.name);
  private readonly open = new Map<string, Open>();
  /** Where each was found, so that tenants go on while main does not answer. */
  private readonly references = new Map<string, ConnectionReference>();

  constructor(
    @InjectConnection(MAIN) private readonly main: Connection,
    @InjectModel(Cluster.name, MAIN) private readonly clusters: Model<Cluster>,
    private readonly environment: Environment,
  ) {}

  /**
   * A cluster's connection, for a tenant that `release` gives back.
   * @param name null for main's own
   * @throws DomainError `database_unavailable`, `cluster_not_found`
   */
  async retain(name: string | null): Promise<Connection> {
    if (name === null) return this.main;
    const cluster = this.openOf(name);
    clearTimeout(cluster.closing);
    cluster.tenants++;
    try {
      return await cluster.connection;
    } catch (error) {
      cluster.tenants--;
      throw error;
    }
  }

  release(name: string | null): void {
    const cluster = name === null ? undefined : this.open.get(name);
    if (!cluster || name === null || --cluster.tenants > 0) return;
    cluster.closing = setTimeout(() => this.close(name, cluster), this.environment.tenantIdleMinutes * 60_000).unref();
  }

  /** Whether a cluster that is known answers. @throws DomainError as `retain` does */
  async check(name: string): Promise<void> {
    await this.retain(name);
    this.release(name);
  }

  /** @returns what the server behind a reference is. @throws DomainError as `retain` does, `validation_failed` */
  async ask(name: string, reference: ConnectionReference): Promise<string> {
    const connection = await this.connect(name, reference);
    const server = serverName(connection.getClient());
    await connection.close();
    return server;
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([...this.open].map(([name, cluster]) => this.close(name, cluster)));
  }

  private openOf(name: string): Open {
    const found = this.open.get(name);
    if (found) return found;
    const opened: Open = {
      connection: this.referenceOf(name).then((reference) => this.connect(name, reference)),
      tenants: 0,
    };
    this.open.set(name, opened);
    // One that could not be reached is tried anew by the next who asks.
    opened.connection.catch(() => this.open.delete(name));
    return opened;
  }

  private async connect(name: string, reference: ConnectionReference): Promise<Connection> {
    const uri = uriOf(name, reference);
    const connection = createConnection(uri, connectionOptions(this.environment, PATIENCE));
    try {
      await connection.asPromise();
      await requireTransactions(connection, `Cluster ${name}`);
    } catch (error) {
      await connection.close().catch(() => undefined);
      this.logger.warn(`Cluster ${name} does not answer: ${withoutAddresses(error as Error)}`);
      throw databaseUnavailable('This organization’s database does not answer right now; try again in a while.');
    }
    if (this.environment.databaseTimeoutMs > 0) connection.base.set('maxTimeMS', this.environment.databaseTimeoutMs);
    watchPool(connection.getClient(), name);
    this.logger.log(`Connected to cluster ${name}, ${serverName(connection.getClient())}`);
    return connection;
  }

  private async referenceOf(name: string): Promise<ConnectionReference> {
    const found = await this.clusters
      .findById(name)
      .lean()
      .catch((error: unknown) => {
        if (this.references.has(name)) return undefined;
        throw error;
      });
    if (found) this.references.set(name, found.connection);
    const reference = this.references.get(name);
    if (!reference) throw notFound('cluster');
    return reference;
  }

  private async close(name: string, cluster: Open): Promise<void> {
    clearTimeout(cluster.closing);
    if (this.open.get(name) === cluster) this.open.delete(name);
    await cluster.connection.then((connection) => connection.close()).catch(() => undefined);
  }
}

/** @throws DomainError `validation_failed` for a reference that leads nowhere in this process */
function uriOf(name: string, reference: ConnectionReference): string {
  const uri = 'environment' in reference ? process.env[reference.environment] : readIfThere(reference.file);
  if (uri && URI.test(uri.trim())) return uri.trim();
  const place = 'environment' in reference ? `the variable ${reference.environment}` : `the file ${reference.file}`;
  throw badInput([{ path: 'connection', message: `Cluster ${name}: ${place} holds no mongodb:// address.` }]);
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** What a driver says of a failure may name hosts; whoever reads the log knows the cluster by its name. */
function withoutAddresses({ name, message }: Error): string {
  return `${name}: ${message.replaceAll(/mongodb(\+srv)?:\/\/\S+|[\w.-]+:\d{2,5}\b/g, '…')}`;
}
