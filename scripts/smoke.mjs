// Runs the built API on this machine's own Node, and sells one bottle: all other tests run on a newer one.
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main, ROOT, say } from './workspace.mjs';

const PASSWORD = 'smoke-test-password';
const BARCODE = '2000000433370';

main(async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'pos-smoke-'));
  const server = spawn(process.execPath, [join(ROOT, 'api', 'dist', 'main.js')], {
    env: {
      ...process.env,
      DATA_DIR: dataDir,
      PORT: '0',
      DEMO: 'on',
      DEMO_DAYS: '1',
      DEMO_PASSWORD: PASSWORD,
      LOG_FORMAT: 'json',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const url = await address(server);
    const post = async (path, body, token) => {
      const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) };
      const answer = await fetch(`${url}/api${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
      return answer.json();
    };
    const { token } = await post('/auth/login', { email: 'manager@demo.example', password: PASSWORD });
    const tenders = [{ type: 'cash', amountCents: 2000 }];
    // The demo keeps Iowa's hours, and this runs at any.
    const sale = { id: randomUUID(), lines: [{ barcode: BARCODE, quantity: 1 }], tenders, offline: true };
    const { receiptNumber } = await post('/sales', sale, token);
    const exited = once(server, 'exit');
    server.kill('SIGTERM');
    const [code] = await exited;
    if (code !== 0) throw new Error(`the server ended with ${code} at SIGTERM`);
    say(`receipt ${receiptNumber} printed on ${process.version}, clean stop`);
  } finally {
    if (server.exitCode === null) server.kill('SIGKILL');
    rmSync(dataDir, { recursive: true, force: true });
  }
  process.exit(0);
});

function address(server) {
  return new Promise((resolve, reject) => {
    let output = '';
    server.stdout.on('data', (chunk) => {
      output += chunk;
      const url = /answers at (http:\/\/[\d.:]+)/.exec(output)?.[1];
      if (url) resolve(url);
    });
    server.once('exit', (code) => reject(new Error(`the server ended with ${code}:\n${output.slice(-2000)}`)));
  });
}
