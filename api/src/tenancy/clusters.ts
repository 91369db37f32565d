import { randomUUID } from 'node:crypto';
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
import { traceCommands } from '../mongo/trace-commands';
import { watchPool } from '../mongo/watch-pool';

/** Shorter than main's: its tenants are told within a second that theirs does not answer, and ask again. */
const PATIENCE = { serverSelectionTimeoutMS: 1_000, connectTimeoutMS: 1_000, heartbeatFrequencyMS: 2_000 };
const URI = /^mongodb(\+srv)?:\/\/./;

/** Not a tenant's: what a server calls itself stays when a tenant goes. */
const IDENTITY_DATABASE = 'liquor_pos_cluster';
export const UNREACHED = 'This organization’s database does not answer right now; try again in a while.';

type KnownCluster = Pick<Cluster, 'connection' | 'identity'>;

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
  private readonly references = new Map<string, KnownCluster>();

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

  /** @returns what the server behind a reference is, and calls itself. @throws DomainError as `retain` does, `validation_failed` */
  async identify(name: string, reference: ConnectionReference): Promise<{ server: string; identity: string }> {
    const uri = uriOf(reference);
    if (uri === undefined) throw badInput([{ path: 'connection', message: nowhere(name, reference) }]);
    const connection = await this.connect(name, uri);
    try {
      return { server: serverName(connection.getClient()), identity: await identityOf(connection) };
    } finally {
      await connection.close();
    }
  }

  mainIdentity(): Promise<string> {
    return identityOf(this.main);
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([...this.open].map(([name, cluster]) => this.close(name, cluster)));
  }

  private openOf(name: string): Open {
    const found = this.open.get(name);
    if (found) return found;
    const opened: Open = {
      connection: this.connectKnown(name),
      tenants: 0,
    };
    this.open.set(name, opened);
    // One that could not be reached is tried anew by the next who asks.
    opened.connection.catch(() => this.open.delete(name));
    return opened;
  }

  private async connectKnown(name: string): Promise<Connection> {
    const { connection: reference, identity } = await this.known(name);
    const uri = uriOf(reference);
    if (uri === undefined) {
      // An engineer's fault, not the till's: what it sent is right, and may be sent again.
      this.logger.error(nowhere(name, reference));
      throw databaseUnavailable(UNREACHED);
    }
    const connection = await this.connect(name, uri);
    if ((await identityOf(connection)) === identity) return connection;
    await connection.close();
    this.logger.error(`What is named for cluster ${name} is another server; nothing is read from it or written to it`);
    throw databaseUnavailable(UNREACHED);
  }

  private async connect(name: string, uri: string): Promise<Connection> {
    const connection = createConnection(uri, connectionOptions(this.environment, PATIENCE));
    try {
      await connection.asPromise();
      await requireTransactions(connection, `Cluster ${name}`);
    } catch (error) {
      await connection.close().catch(() => undefined);
      this.logger.warn(`Cluster ${name} does not answer: ${withoutAddresses(error as Error)}`);
      throw databaseUnavailable(UNREACHED);
    }
    if (this.environment.databaseTimeoutMs > 0) connection.base.set('maxTimeMS', this.environment.databaseTimeoutMs);
    watchPool(connection.getClient(), name);
    traceCommands(connection.getClient());
    this.logger.log(`Connected to cluster ${name}, ${serverName(connection.getClient())}`);
    return connection;
  }

  private async known(name: string): Promise<KnownCluster> {
    const found = await this.clusters
      .findById(name)
      .lean()
      .catch((error: unknown) => {
        if (this.references.has(name)) return undefined;
        throw error;
      });
    if (found) this.references.set(name, found);
    const known = this.references.get(name);
    if (!known) throw notFound('cluster');
    return known;
  }

  private async close(name: string, cluster: Open): Promise<void> {
    clearTimeout(cluster.closing);
    if (this.open.get(name) === cluster) this.open.delete(name);
    await cluster.connection.then((connection) => connection.close()).catch(() => undefined);
  }
}

/** Undefined for a reference that leads nowhere in this process. */
function uriOf(reference: ConnectionReference): string | undefined {
  const uri = 'environment' in reference ? process.env[reference.environment] : readIfThere(reference.file);
  return uri && URI.test(uri.trim()) ? uri.trim() : undefined;
}

function nowhere(name: string, reference: ConnectionReference): string {
  const place = 'environment' in reference ? `the variable ${reference.environment}` : `the file ${reference.file}`;
  return `Cluster ${name}: ${place} holds no mongodb:// address.`;
}

/** Made when it is first asked for, and kept there. */
async function identityOf(connection: Connection): Promise<string> {
  const identities = connection
    .getClient()
    .db(IDENTITY_DATABASE)
    .collection<{ _id: string; identity: string }>('identity');
  const made = { $setOnInsert: { identity: randomUUID() } };
  const found = await identities.findOneAndUpdate({ _id: 'cluster' }, made, { upsert: true, returnDocument: 'after' });
  if (!found) throw new Error('a cluster that keeps nothing');
  return found.identity;
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
