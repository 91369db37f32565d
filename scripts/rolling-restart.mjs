// `npm run rolling-restart`: two processes behind nginx (on PATH) over a replica set, restarted one after the other while clients sell and read; no request may
// fail. Everything listens on loopback, and ends with it.
import { spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ensureBuilt, ensureInstalled, main, ROOT, say } from './workspace.mjs';

const PASSWORD = 'a-rolling-password-7';
const CLIENTS = 12;
const ROUNDS = 2;

main(async () => {
  await ensureInstalled();
  await ensureBuilt('domain', 'embedded-mongodb', 'api');
  const { ReplicaSet } = createRequire(join(ROOT, 'api', 'package.json'))('@liquor-pos/embedded-mongodb/replica-set');
  const folder = mkdtempSync(join(tmpdir(), 'pos-rolling-'));
  const set = await ReplicaSet.start({ dataDir: join(folder, 'db'), cacheDir: join(ROOT, '.cache'), nodes: 1 });
  const [front, ...ports] = [await freePort(), await freePort(), await freePort()];
  const settings = {
    ...process.env,
    ...{
      MONGODB_URI: set.uri,
      DATA_DIR: folder,
      WEB_DIR: folder,
      JWT_SECRET: randomUUID() + randomUUID(),
      BCRYPT_COST: '4',
    },
    ...{ TRUST_PROXY: 'on', DRAIN_SECONDS: '3', LOG_LEVEL: 'warn', RATE_LIMITS: 'off' },
  };
  const start = async (port) => {
    const child = spawn(process.execPath, [join(ROOT, 'api', 'dist', 'main.js')], {
      env: { ...settings, PORT: String(port) },
      stdio: 'inherit',
    });
    while (
      !(await fetch(`http://127.0.0.1:${port}/api/health/ready`).then(
        ({ ok }) => ok,
        () => false,
      ))
    )
      await delay(100);
    return child;
  };
  const processes = [];
  let nginx;
  let failures = 0;
  try {
    for (const port of ports) processes.push(await start(port));
    nginx = startNginx(folder, front, ports);
    const token = await openOrganization(settings, `http://127.0.0.1:${front}`);
    const counts = { answered: 0, failed: [] };
    let over = false;
    const clients = Array.from({ length: CLIENTS }, () => work(`http://127.0.0.1:${front}`, token, counts, () => over));
    await delay(1_000);
    for (let round = 1; round <= ROUNDS; round++) {
      for (const [index, port] of ports.entries()) {
        const begun = Date.now();
        processes[index].kill('SIGTERM');
        const [code] = await once(processes[index], 'exit');
        processes[index] = await start(port);
        // Until the proxy asks it again.
        await delay(2_500);
        say(
          `restarted ${index + 1} (exit code ${code}) in ${Date.now() - begun} ms, ${counts.answered} answered so far`,
        );
        if (code !== 0) failures++;
      }
    }
    over = true;
    await Promise.all(clients);
    failures += counts.failed.length;
    for (const line of counts.failed.slice(0, 10)) say(line);
    say(`${counts.answered} answered, ${counts.failed.length} failed, over ${ROUNDS * ports.length} restarts`);
  } finally {
    nginx?.kill('SIGTERM');
    for (const one of processes) if (one.exitCode === null) one.kill('SIGKILL');
    await set.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  process.exit(failures === 0 ? 0 : 1);
});

/** The proxy as it is deployed, but for TLS and the names of the processes. */
function startNginx(folder, front, ports) {
  const deployed = readFileSync(join(ROOT, 'deploy', 'nginx.conf'), 'utf8');
  const here = deployed
    .replace('listen 443 ssl;', `listen 127.0.0.1:${front};`)
    .replace(/^.*(http2 on|ssl_).*$/gm, '')
    .replace('app-1:3000', `127.0.0.1:${ports[0]}`)
    .replace('app-2:3000', `127.0.0.1:${ports[1]}`)
    .replace(
      'worker_processes auto;',
      `worker_processes 1; pid ${folder}/nginx.pid; error_log ${folder}/nginx.log; daemon off;`,
    )
    .replace(
      'http {',
      `http { access_log off; client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy;
      fastcgi_temp_path ${folder}/f; uwsgi_temp_path ${folder}/u; scgi_temp_path ${folder}/s;`,
    );
  writeFileSync(join(folder, 'nginx.conf'), here);
  return spawn('nginx', ['-c', join(folder, 'nginx.conf')], { stdio: 'inherit' });
}

async function openOrganization(settings, url) {
  const pos = join(ROOT, 'api', 'dist', 'commands', 'pos.js');
  const email = 'admin@rolling.example';
  const args = ['org', 'create', '--name', 'Rolling', '--admin-email', email, '--admin-password', PASSWORD];
  spawnSync(process.execPath, [pos, ...args], { env: settings });
  for (;;) {
    const answer = await fetch(`${url}/api/auth/login`, json({ email, password: PASSWORD })).catch(() => undefined);
    if (answer?.ok) return (await answer.json()).token;
    await delay(200);
  }
}

async function work(url, token, counts, isOver) {
  const headers = { authorization: `Bearer ${token}` };
  const packs = [{ id: 'bottle', name: 'Bottle', units: 1, priceCents: 713, barcodes: [] }];
  const made = await fetch(
    `${url}/api/products`,
    json({ sku: randomUUID(), name: 'Bottle', costCents: 500, packs }, headers),
  );
  const { id: productId } = await made.json();
  while (!isOver()) {
    const lines = [{ productId, packId: 'bottle', quantity: 1 }];
    const sale = { id: randomUUID(), lines, tenders: [{ type: 'cash', amountCents: 713 }] };
    for (const call of [
      () => fetch(`${url}/api/sales`, json(sale, headers)),
      () => fetch(`${url}/api/products`, { headers }),
    ]) {
      try {
        const answer = await call();
        await answer.arrayBuffer();
        counts.answered++;
        if (!answer.ok) counts.failed.push(`${answer.status} ${answer.url}`);
      } catch (error) {
        counts.failed.push(`no answer: ${error.cause ?? error}`);
      }
    }
  }
}

function json(body, headers = {}) {
  return { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
