import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const MAIN = join(__dirname, '..', '..', 'dist', 'main.js');
const POS = join(__dirname, '..', '..', 'dist', 'commands', 'pos.js');
/** Passwords are no secrets here, and are made by the dozen. */
const CHEAP_PASSWORDS = { BCRYPT_COST: '4' };

export interface SpawnedServer {
  url: string;
  dataDir: string;
  process: ChildProcess;
  /** What it was told of its surroundings, for commands beside it. */
  settings: Record<string, string>;
  /** What it wrote to its output and its errors so far. */
  output(): string;
  stop(): Promise<void>;
}

/** The built server in a process of its own, for what a test in the same process would disturb or not survive. */
export async function spawnServer(settings: Record<string, string> = {}): Promise<SpawnedServer> {
  const dataDir = settings['DATA_DIR'] ?? mkdtempSync(join(tmpdir(), 'pos-spawned-'));
  const child = spawn(process.execPath, [MAIN], {
    env: {
      ...process.env,
      DEMO: 'off',
      PORT: '0',
      LOG_FORMAT: 'json',
      ...CHEAP_PASSWORDS,
      WEB_DIR: dataDir,
      RATE_LIMITS: 'off',
      ...settings,
      DATA_DIR: dataDir,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    }
    if (!settings['DATA_DIR']) rmSync(dataDir, { recursive: true, force: true });
  };
  const url = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk;
      const address = /answers at (http:\/\/[\d.:]+)/.exec(output)?.[1];
      if (address) resolve(address);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}:\n${output.slice(-2000)}`)));
  });
  return { url, dataDir, process: child, settings, output: () => output, stop };
}

const PASSWORD = 'a-test-password-7';

/** Calls the API of a spawned server as one user; nothing is thrown for an answer, whatever its status. */
export interface SpawnedCaller {
  call(
    method: string,
    path: string,
    body?: object,
  ): Promise<{ status: number; body: Record<string, unknown>; retryAfter: string | null; ms: number }>;
}

/** An organization on a spawned server with one product, and its admin. */
export async function openOrganizationOn(
  server: SpawnedServer,
  name = 'spawned',
): Promise<{ admin: SpawnedCaller; productId: string; token: string }> {
  const email = `admin@${name}.example`;
  const { stdout } = await pos(
    server,
    'org',
    'create',
    ...['--name', name, '--admin-email', email, '--admin-password', PASSWORD],
  );
  if (!stdout.includes('tenant_')) throw new Error(`no organization was opened: ${stdout}`);
  const credentials = { email, password: PASSWORD };
  const { body } = await callerOf(server.url).call('POST', '/auth/login', credentials);
  const token = String(body['token']);
  const admin = callerOf(server.url, token);
  const packs = [{ id: 'bottle', name: 'Bottle', units: 1, priceCents: 713, barcodes: [] }];
  const product = await admin.call('POST', '/products', { sku: 'S1', name: 'Bottle', costCents: 500, packs });
  if (product.status !== 201) throw new Error(`no product was made: ${JSON.stringify(product.body)}`);
  return { admin, productId: String(product.body['id']), token };
}

/** Runs an administration command beside the server. */
export function pos(server: SpawnedServer, ...args: string[]): Promise<{ stdout: string }> {
  const env = { ...process.env, ...CHEAP_PASSWORDS, ...server.settings, DATA_DIR: server.dataDir };
  return promisify(execFile)(process.execPath, [POS, ...args], { env });
}

function callerOf(url: string, token?: string): SpawnedCaller {
  return {
    async call(method, path, body) {
      const begun = performance.now();
      const answer = await fetch(`${url}/api${path}`, {
        method,
        headers: {
          ...(body && { 'content-type': 'application/json' }),
          ...(token && { authorization: `Bearer ${token}` }),
        },
        ...(body && { body: JSON.stringify(body) }),
      });
      const parsed = (await answer.json()) as Record<string, unknown>;
      const ms = performance.now() - begun;
      return { status: answer.status, body: parsed, retryAfter: answer.headers.get('retry-after'), ms };
    },
  };
}

/** The process id of the embedded database server of a spawned server. */
export function databasePid({ dataDir }: SpawnedServer): number {
  const record = JSON.parse(readFileSync(join(dataDir, 'database', 'server.json'), 'utf8')) as {
    database: { pid: number };
  };
  return record.database.pid;
}
