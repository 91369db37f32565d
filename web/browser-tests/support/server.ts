import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';

export const PASSWORD = 'till-test-password';

export interface RunningServer {
  url: string;
  /** Where its database is: for commands beside it. */
  dataDir: string;
  stop(): Promise<void>;
}

interface ServerOptions {
  rules?: boolean;
  days?: string;
  settings?: Record<string, string>;
  dataDir?: string;
}

/**
 * The built server over a data folder of its own, with its demo organization, as `npm start` runs it; but for what it sold before, and for
 * the hours it keeps: the tests run at any. Without rules it asks for nothing and charges the catalogue's prices.
 */
export async function startServer(options: ServerOptions = {}): Promise<RunningServer> {
  const { rules = true, days = '0', settings = {} } = options;
  const dataDir = options.dataDir ?? newDataFolder(days);
  const main = new URL('../../../api/dist/main.js', import.meta.url).pathname;
  const child = spawn(process.execPath, [main], {
    env: {
      ...process.env,
      DATA_DIR: dataDir,
      DEMO: 'on',
      DEMO_DAYS: days,
      DEMO_PASSWORD: PASSWORD,
      BCRYPT_COST: '4',
      PORT: '0',
      LOG_FORMAT: 'json',
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await addressOf(child);
  await deleteRules(url, rules ? ['hours'] : ['hours', 'ages', 'taxes', 'deposits', 'promotions']);
  const stop = async () => {
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    await exited;
    if (!options.dataDir) rmSync(dataDir, { recursive: true, force: true });
  };
  return { url, dataDir, stop };
}

/** With the demo organization already, where it has sold nothing yet and the tests have prepared it. */
function newDataFolder(days: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'pos-browser-'));
  const worker = Number(process.env['VITEST_POOL_ID']) - 1;
  const prepared = days === '0' ? inject('preparedData')?.[worker] : undefined;
  if (prepared) cpSync(prepared, folder, { recursive: true });
  return folder;
}

async function deleteRules(url: string, kinds: readonly string[]): Promise<void> {
  const call = async <T>(method: string, path: string, body?: object, token?: string): Promise<T> => {
    const headers = {
      ...(body && { 'content-type': 'application/json' }),
      ...(token && { authorization: `Bearer ${token}` }),
    };
    const answer = await fetch(`${url}/api${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  };
  const credentials = { email: 'admin@demo.example', password: PASSWORD };
  const { token } = await call<{ token: string }>('POST', '/auth/login', credentials);
  for (const kind of kinds) {
    const { items } = await call<{ items: { id: string }[] }>('GET', `/pricing/${kind}`, undefined, token);
    for (const { id } of items) await call('DELETE', `/pricing/${kind}/${id}`, undefined, token);
  }
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk;
      const address = /answers at (http:\/\/[\d.:]+)/.exec(output)?.[1];
      if (address) resolve(address);
    });
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}:\n${output.slice(-2000)}`)));
  });
}
