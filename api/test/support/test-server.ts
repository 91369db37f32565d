import { mkdtempSync, rmSync } from 'node:fs';
import { Agent } from 'node:http';
import os, { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getConnectionToken } from '@nestjs/mongoose';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { MongoClient } from 'mongodb';
import type { Connection } from 'mongoose';
import { type Logger, pino } from 'pino';
import request from 'supertest';
import { Actor } from '../../src/access/actor';
import { createApplication } from '../../src/app.setup';
import { Environment, withDatabase } from '../../src/config/environment';
import { openDatabase, type RunningDatabase } from '../../src/database';
import { MAIN } from '../../src/main-db/main-connection';
import { ClustersService } from '../../src/organizations/clusters.service';
import { OrganizationsService } from '../../src/organizations/organizations.service';
import { PlatformAdminsService } from '../../src/organizations/platform-admins.service';
import { tenantDatabaseName, tenantId } from '../../src/tenancy/tenant-id';
import { TenantScope } from '../../src/tenancy/tenant-scope';
import { BooksVerifier } from '../../src/verification/books-verifier';
import { watchForUndocumented } from './documented-answers';
import { joinEmptyWorkerDatabase, workerFolder } from './worker-database';

export const PASSWORD = 'a-test-password-7';
/** Who tests as who owns the machine. */
export const COMMAND = Actor.ofCommand('test');
export const JSON_TYPE = 'application/json';

/** Kept open from one call to the next, as a till's are. */
const CONNECTIONS = new Agent({ keepAlive: true });

export const RULE_KINDS = ['taxes', 'deposits', 'promotions', 'ages', 'hours', 'minimums', 'allocations'] as const;

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** A signed-in user of the API. */
export class Client {
  constructor(
    readonly server: TestServer,
    readonly token: string,
    readonly user: { id: string; email: string; role: string; organizationId: string },
  ) {}

  call(method: Method, path: string, body?: object) {
    const call = this.server.anyone(method, path).set('authorization', `Bearer ${this.token}`);
    return body === undefined ? call : call.send(body);
  }

  get(path: string) {
    return this.call('get', path);
  }

  post(path: string, body: object = {}) {
    return this.call('post', path, body);
  }

  put(path: string, body: object) {
    return this.call('put', path, body);
  }

  delete(path: string) {
    return this.call('delete', path);
  }
}

export interface LogEntry {
  level: number;
  msg: string;
  requestId?: string;
}

export interface Organization {
  id: string;
  admin: Client;
  manager: Client;
  cashier: Client;
}

/** Where every organization of a test is opened, when all suites are run with `TENANTS=elsewhere`: on a cluster of its own. */
const ELSEWHERE = { name: 'elsewhere', variable: 'POS_TEST_ELSEWHERE' };

const tenantsAreElsewhere = process.env['TENANTS'] === 'elsewhere';
/** A test of what happens on main's own cluster, or is watched on its connections. */
export const itBesideMain = tenantsAreElsewhere ? it.skip : it;

/** What each application answered that its document does not list. */
const UNDOCUMENTED = new WeakMap<NestFastifyApplication, () => string[]>();

/** The application over a real database that nobody else uses meanwhile, listening on a port of its own. */
export class TestServer {
  readonly lines: string[] = [];
  /** The same lines with everything that stands beside the message. */
  readonly entries: LogEntry[] = [];
  private numbered = 0;

  private constructor(
    readonly app: NestFastifyApplication,
    readonly url: string,
    readonly environment: Environment,
    private readonly cleanUp: () => Promise<void>,
    lines: string[],
    entries: LogEntry[],
    /** Of the cluster that tenants are on, where that is not main's. */
    private readonly elsewhere?: MongoClient,
  ) {
    this.lines = lines;
    this.entries = entries;
  }

  static async start(settings: Record<string, string> = {}): Promise<TestServer> {
    const dataDir = mkdtempSync(join(tmpdir(), 'pos-test-'));
    const environment = new Environment({
      ...process.env,
      DATA_DIR: dataDir,
      WEB_DIR: dataDir,
      RATE_LIMITS: 'off',
      BCRYPT_COST: '4',
      ...settings,
    });
    const database = environment.mongodbUri ? await openDatabase(environment) : await joinEmptyWorkerDatabase();
    const [lines, entries]: [string[], LogEntry[]] = [[], []];
    const app = await TestServer.startApplication(withDatabase(environment, database.uri), lines, entries);
    const elsewhere = settings['MONGODB_URI'] ? undefined : await TestServer.openElsewhere(app);
    const cleanUp = async () => {
      await elsewhere?.close();
      await app.close();
      await stopAndRemove(database, dataDir);
    };
    const served = withDatabase(environment, database.uri);
    return new TestServer(app, await app.getUrl(), served, cleanUp, lines, entries, elsewhere);
  }

  /** A second process's worth of application over the same database. */
  async startAnother(): Promise<TestServer> {
    const [lines, entries]: [string[], LogEntry[]] = [[], []];
    const app = await TestServer.startApplication(this.environment, lines, entries);
    const close = () => app.close();
    return new TestServer(app, await app.getUrl(), this.environment, close, lines, entries, this.elsewhere);
  }

  get main(): Connection {
    return this.app.get<Connection>(getConnectionToken(MAIN));
  }

  database(name: string) {
    return this.main.getClient().db(name);
  }

  tenantDatabase(organizationId: string) {
    const client = this.elsewhere ?? this.main.getClient();
    return client.db(tenantDatabaseName(tenantId(organizationId)));
  }

  /** What the books' own proofs find; nothing when they are right. */
  bookDifferences(organizationId: string): Promise<string[]> {
    const scope = this.app.get(TenantScope);
    return scope.within(tenantId(organizationId), async (resolve) =>
      (await resolve(BooksVerifier)).differences(COMMAND),
    );
  }

  anyone(method: Method, path: string) {
    return request(this.url)[method](`/api${path}`).agent(CONNECTIONS);
  }

  async login(email: string, password = PASSWORD): Promise<Client> {
    const { body, status } = await this.anyone('post', '/auth/login').send({ email, password });
    if (status !== 200) throw new Error(`login of ${email}: ${status} ${JSON.stringify(body)}`);
    return new Client(this, body.token, body.user);
  }

  async platformAdmin(): Promise<Client> {
    const email = `platform-${++this.numbered}@test.example`;
    await this.app.get(PlatformAdminsService).create(COMMAND, email, PASSWORD);
    return this.login(email);
  }

  /** An organization with a user of every role. */
  async openOrganization(name = `Store ${this.numbered + 1}`, timezone = 'America/Chicago'): Promise<Organization> {
    const domain = `org-${++this.numbered}.example`;
    const email = `admin@${domain}`;
    const admin = { email, name: 'Ada Admin', password: PASSWORD };
    const place = this.elsewhere && { cluster: ELSEWHERE.name };
    const input = { name, timezone, currency: 'USD', admin, ...place };
    const { id } = await this.app.get(OrganizationsService).open(COMMAND, input);
    const adminClient = await this.login(email);
    const [manager, cashier] = await Promise.all(
      (['manager', 'cashier'] as const).map(async (role) => {
        const user = { email: `${role}@${domain}`, name: `The ${role}`, role, password: PASSWORD };
        await adminClient.post('/users', user).expect(201);
        return this.login(user.email);
      }),
    );
    if (!manager || !cashier) throw new Error('two roles make two clients');
    return { id, admin: adminClient, manager, cashier };
  }

  /** Lets the tests of something else pay with round sums. */
  async takeAnyCash({ admin }: Organization): Promise<void> {
    const { body } = await admin.get('/stores');
    const limits = { emptiesPerSale: 1_000_000, emptiesPerDay: 1_000_000, changeCents: 100_000_000 };
    const { status } = await admin.call('patch', `/stores/${body.items[0].id}`, { limits });
    if (status !== 200) throw new Error(`the store's limits: ${status}`);
  }

  /** Sells as if nobody had ever made a rule there: for the next test, which need not open another organization. */
  async takeRulesAway({ admin }: Organization): Promise<void> {
    for (const kind of RULE_KINDS) {
      const { body } = await admin.get(`/pricing/${kind}`);
      for (const { id } of body.items) await admin.delete(`/pricing/${kind}/${id}`).expect(200);
    }
  }

  /** @throws Error where it answered what the OpenAPI document does not list */
  async stop(): Promise<void> {
    await this.cleanUp();
    const found = UNDOCUMENTED.get(this.app)?.() ?? [];
    if (found.length > 0) throw new Error(`answered, and not in openapi.json (see @Refuses):\n  ${found.join('\n  ')}`);
  }

  private static async openElsewhere(app: NestFastifyApplication): Promise<MongoClient | undefined> {
    if (!tenantsAreElsewhere) return undefined;
    const { uri } = await joinEmptyWorkerDatabase(`${workerFolder()}-elsewhere`);
    process.env[ELSEWHERE.variable] = uri;
    await app.get(ClustersService).set(COMMAND, ELSEWHERE.name, { environment: ELSEWHERE.variable });
    return MongoClient.connect(uri, { runtimeAdapters: { os } });
  }

  private static async startApplication(
    environment: Environment,
    lines: string[],
    entries: LogEntry[],
  ): Promise<NestFastifyApplication> {
    const app = await createApplication(environment, recordingLogger(lines, entries));
    const undocumented = watchForUndocumented(app.getHttpAdapter().getInstance() as FastifyInstance);
    await app.listen(0, '127.0.0.1');
    UNDOCUMENTED.set(app, undocumented);
    return app;
  }
}

/** Keeps the messages, for tests that promise log lines. */
function recordingLogger(lines: string[], entries: LogEntry[]): Logger {
  const write = (text: string) => {
    const entry = JSON.parse(text) as LogEntry;
    lines.push(entry.msg);
    entries.push(entry);
  };
  return pino({ level: 'info' }, { write });
}

async function stopAndRemove(database: RunningDatabase, dataDir: string): Promise<void> {
  await database.stop();
  rmSync(dataDir, { recursive: true, force: true });
}

let skus = 0;

/** A product nobody else's test knows, with a bottle and a case. */
export function newProduct(overrides: object = {}) {
  const sku = `SKU-${++skus}-${Math.random().toString(36).slice(2, 8)}`;
  return {
    sku,
    name: `Bottle ${sku}`,
    category: 'Whiskey',
    costCents: 500,
    packs: [
      { id: 'bottle', name: 'Bottle', units: 1, priceCents: 713, barcodes: [] as string[] },
      { id: 'case', name: 'Case', units: 12, priceCents: 7999, barcodes: [] as string[] },
    ],
    ...overrides,
  };
}
