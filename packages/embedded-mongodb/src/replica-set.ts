import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { MongoClient } from 'mongodb';
import { DatabaseError } from './database-error';
import { findFreePort } from './free-port';
import { WITHOUT_DIAGNOSTICS } from './mongod-engine';
import { findMongod } from './mongod-sources';

const NAME = 'pos';
const START_TIMEOUT_MS = 60_000;
const PAUSE_MS = 100;
/** MongoDB's own default. */
const ELECTION_TIMEOUT_MS = 10_000;

export interface ReplicaSetOptions {
  /** Where the nodes keep their files. */
  dataDir: string;
  cacheDir: string;
  nodes?: number;
  /** After how long without a primary the others elect one. */
  electionTimeoutMs?: number;
  path?: string;
  /** By which port others, and the set's own nodes, reach the one that listens on this port: that of a proxy before it. */
  reachedBy?: (port: number) => Promise<number>;
  progress?: (line: string) => void;
}

/** One mongod of a set, to be ended, frozen and started again as a fault would. */
export class ReplicaNode {
  private process: ChildProcess | undefined;

  constructor(
    readonly port: number,
    private readonly reachedBy: number,
    private readonly binary: string,
    private readonly folder: string,
  ) {}

  get host(): string {
    return `127.0.0.1:${this.reachedBy}`;
  }

  start(): void {
    mkdirSync(this.folder, { recursive: true });
    const log = openSync(`${this.folder}.log`, 'a');
    const args = [
      ...['--bind_ip', '127.0.0.1', '--port', String(this.port), '--dbpath', this.folder],
      ...['--replSet', NAME, '--wiredTigerCacheSizeGB', '0.25', '--oplogSize', '128', '--quiet'],
      ...WITHOUT_DIAGNOSTICS,
    ];
    this.process = spawn(this.binary, args, { stdio: ['ignore', log, log] });
    closeSync(log);
  }

  /** Ends it with SIGKILL, as a power cut would. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  /** Stops it where it is; its connections stay, and answer nothing. */
  freeze(): void {
    this.process?.kill('SIGSTOP');
  }

  thaw(): void {
    this.process?.kill('SIGCONT');
  }

  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    const { process } = this;
    if (!process || process.exitCode !== null || process.signalCode !== null) return;
    const exited = once(process, 'exit');
    process.kill(signal);
    if (signal !== 'SIGKILL') process.kill('SIGCONT');
    await exited;
  }
}

/** Several mongods that stand in for each other: for tests of what happens when one of them goes, and for measuring. */
export class ReplicaSet {
  private constructor(
    readonly nodes: readonly ReplicaNode[],
    readonly version: string,
  ) {}

  /** @throws DatabaseError `no_engine` without a mongod, `database_did_not_start` */
  static async start(options: ReplicaSetOptions): Promise<ReplicaSet> {
    const { dataDir, cacheDir, nodes: count = 3, electionTimeoutMs = ELECTION_TIMEOUT_MS } = options;
    const { path = process.env['PATH'] ?? '', progress = () => undefined } = options;
    const mongodBinary = process.env['MONGOD_BINARY'];
    const found = await findMongod({ mongodBinary, path, cacheDir, progress });
    if (!found) throw new DatabaseError('no_engine', 'A replica set needs a mongod, and none can be had here.');
    const nodes: ReplicaNode[] = [];
    for (let number = 0; number < count; number++) {
      const port = await findFreePort();
      const known = (await options.reachedBy?.(port)) ?? port;
      const node = new ReplicaNode(port, known, found.binary, join(dataDir, `node-${number}`));
      node.start();
      nodes.push(node);
    }
    const set = new ReplicaSet(nodes, found.version);
    try {
      await set.initiate(electionTimeoutMs);
      await set.primary();
    } catch (error) {
      await set.stop();
      throw error;
    }
    return set;
  }

  get uri(): string {
    return `mongodb://${this.nodes.map(({ host }) => host).join()}/?replicaSet=${NAME}`;
  }

  /** The node that takes writes, once there is one. */
  async primary(): Promise<ReplicaNode> {
    const deadline = Date.now() + START_TIMEOUT_MS;
    while (Date.now() < deadline) {
      for (const node of this.nodes) {
        if (await this.ask(node, { hello: 1 }).then(isPrimary, () => false)) return node;
      }
      await delay(PAUSE_MS);
    }
    throw new DatabaseError('database_did_not_start', `No primary was elected in ${START_TIMEOUT_MS / 1000} s.`);
  }

  /** Asks the primary to hand over, as a planned maintenance does. */
  async stepDown(): Promise<void> {
    const primary = await this.primary();
    await this.ask(primary, { replSetStepDown: 10, secondaryCatchUpPeriodSecs: 5 });
  }

  async stop(): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.end('SIGKILL')));
  }

  private async initiate(electionTimeoutMillis: number): Promise<void> {
    const [first] = this.nodes;
    if (!first) throw new Error('a set has at least one node');
    const members = this.nodes.map(({ host }, _id) => ({ _id, host }));
    const command = { replSetInitiate: { _id: NAME, members, settings: { electionTimeoutMillis } } };
    const deadline = Date.now() + START_TIMEOUT_MS;
    for (;;) {
      try {
        await this.ask(first, command);
        return;
      } catch (error) {
        if (Date.now() > deadline) throw error;
        await delay(PAUSE_MS);
      }
    }
  }

  private async ask({ host }: ReplicaNode, command: object): Promise<{ isWritablePrimary?: boolean }> {
    const client = new MongoClient(`mongodb://${host}/?directConnection=true`, {
      runtimeAdapters: { os },
      serverSelectionTimeoutMS: 1_000,
      connectTimeoutMS: 1_000,
      socketTimeoutMS: 15_000,
    });
    try {
      return await client.db('admin').command({ ...command });
    } finally {
      await client.close();
    }
  }
}

function isPrimary({ isWritablePrimary = false }: { isWritablePrimary?: boolean }): boolean {
  return isWritablePrimary;
}
