import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const PASSWORD = 'till-test-password';

export interface RunningServer {
  url: string;
  /** Where its database is: for commands beside it. */
  dataDir: string;
  stop(): Promise<void>;
}

/**
 * The built server over an empty data folder, with its demo organization, as `npm start` runs it; but for what it sold before, and for
 * the hours it keeps: the tests run at any. Without rules it asks for nothing and charges the catalogue's prices.
 */
export async function startServer({ rules = true, days = '0', settings = {} } = {}): Promise<RunningServer> {
  const dataDir = mkdtempSync(join(tmpdir(), 'pos-browser-'));
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
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { url, dataDir, stop };
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
