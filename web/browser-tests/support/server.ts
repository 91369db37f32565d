import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const PASSWORD = 'till-test-password';

export interface RunningServer {
  url: string;
  stop(): Promise<void>;
}

/** The built server over an empty data folder, with its demo organization; as `npm start` runs it. */
export async function startServer({ rules = true } = {}): Promise<RunningServer> {
  const dataDir = mkdtempSync(join(tmpdir(), 'pos-browser-'));
  const main = new URL('../../../api/dist/main.js', import.meta.url).pathname;
  const child = spawn(process.execPath, [main], {
    env: { ...process.env, DATA_DIR: dataDir, DEMO: 'on', DEMO_PASSWORD: PASSWORD, PORT: '0', LOG_FORMAT: 'json' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await addressOf(child);
  if (rules) await makeRules(url);
  const stop = async () => {
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    await exited;
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { url, stop };
}

/** Iowa's published rates, the age it asks for and an offer: what a store in the demo's place would set up first. */
async function makeRules(url: string): Promise<void> {
  const post = async <T>(path: string, body: object, token?: string): Promise<T> => {
    const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) };
    const answer = await fetch(`${url}/api${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  };
  const credentials = { email: 'admin@demo.example', password: PASSWORD };
  const { token } = await post<{ token: string }>('/auth/login', credentials);
  await post('/pricing/presets', { preset: 'us-ia' }, token);
  await post('/pricing/ages', { name: 'Alcohol', selector: {}, minimumAge: 21 }, token);
  await post(
    '/pricing/promotions',
    {
      name: 'Mixed vodka, 6 and more',
      selector: { categories: ['Vodka 80 Proof', 'Imported Vodka'] },
      offer: {
        kind: 'tiers',
        tiers: [
          { from: 6, rateMillionths: 100_000 },
          { from: 12, rateMillionths: 150_000 },
        ],
        weights: [{ minVolumeMl: 1500, weight: 2 }],
      },
    },
    token,
  );
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
