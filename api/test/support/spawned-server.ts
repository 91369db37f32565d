import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MAIN = join(__dirname, '..', '..', 'dist', 'main.js');

export interface SpawnedServer {
  url: string;
  dataDir: string;
  process: ChildProcess;
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
      WEB_DIR: dataDir,
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
  return { url, dataDir, process: child, output: () => output, stop };
}
