// Moves an organization of so many sales (`MOVE_SALES`, 20,000) to another cluster while tills go on selling, and says for how long their writes
// waited; then a drill restores it from a backup. Everything runs here, on loopback.
const { execFile, spawn } = require('node:child_process');
const { randomBytes, randomUUID } = require('node:crypto');
const { mkdtempSync, rmSync, writeFileSync } = require('node:fs');
const { cpus, tmpdir } = require('node:os');
const { join, resolve } = require('node:path');
const { promisify } = require('node:util');
const { ReplicaSet } = require('@liquor-pos/embedded-mongodb/replica-set');

const PASSWORD = 'bench-password-1';
const SALES = Number(process.env.MOVE_SALES ?? 20_000);
const SEEDERS = 12;
const TILLS = 6;
const PRODUCTS = 400;
const DIST = join(__dirname, '..', 'dist');
const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

async function main() {
  const folder = mkdtempSync(join(tmpdir(), 'pos-bench-move-'));
  const cacheDir = process.env.CACHE_DIR ?? resolve(__dirname, '..', '..', '.cache');
  const start = (name) => ReplicaSet.start({ dataDir: join(folder, name), cacheDir, nodes: 1 });
  const [here, there] = await Promise.all([start('here'), start('there')]);
  const env = {
    ...process.env,
    ...{ MONGODB_URI: here.uri, BENCH_THERE: there.uri, DATA_DIR: folder, PORT: '0', LOG_FORMAT: 'json' },
    ...{ RATE_LIMITS: 'off', LOG_LEVEL: 'warn', TENANT_CONCURRENCY: '64' },
  };
  const api = await serve(env);
  try {
    console.log(`${cpus()[0].model}, ${cpus().length} cores, Node ${process.version}, mongod ${here.version}`);
    await measure(api.url, commandsOf(env), folder);
  } finally {
    api.stop();
    await Promise.all([here.stop(), there.stop()]);
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(url, pos, folder) {
  const admin = ['--admin-email', 'admin@bench.example', '--admin-password', PASSWORD];
  const id = (await pos('org', 'create', '--name', 'Bench', ...admin)).match(/tenant_([0-9a-f]{24})/)[1];
  await pos('cluster', 'set', 'there', '--env', 'BENCH_THERE');
  const call = callerOf(url);
  const { token } = (await call('/auth/login', { email: 'admin@bench.example', password: PASSWORD })).body;
  const products = [];
  for (let at = 0; at < PRODUCTS; at++) {
    const packs = [{ id: 'bottle', name: 'Bottle', units: 1, priceCents: 713, barcodes: [] }];
    products.push(
      (await call('/products', { sku: `B${at}`, name: `Bottle ${at}`, costCents: 500, packs }, token)).body.id,
    );
  }
  const saleOf = () => ({
    id: randomUUID(),
    lines: [{ productId: products[Math.floor(Math.random() * PRODUCTS)], packId: 'bottle', quantity: 1 }],
    tenders: [{ type: 'cash', amountCents: 713 }],
  });

  let since = performance.now();
  let left = SALES;
  await Promise.all(
    Array.from({ length: SEEDERS }, async () => {
      while (left-- > 0) await insist(call, saleOf(), token);
    }),
  );
  console.log(`${SALES} sales rung up in ${seconds(since)}`);

  const moving = { over: false, sold: 0, slowest: 0, refused: 0 };
  const tills = Array.from({ length: TILLS }, async () => {
    while (!moving.over) {
      const begun = performance.now();
      moving.refused += await insist(call, saleOf(), token);
      moving.slowest = Math.max(moving.slowest, performance.now() - begun);
      moving.sold++;
    }
  });
  since = performance.now();
  const told = await pos('tenant', 'move', id, '--to', 'there');
  const took = seconds(since);
  moving.over = true;
  await Promise.all(tills);
  console.log(told.trim());
  console.log(
    `moved in ${took}; meanwhile ${TILLS} tills sold ${moving.sold} times, were told to try again ${moving.refused} times, ` +
      `and waited ${(moving.slowest / 1000).toFixed(1)} s at the longest`,
  );
  const key = join(folder, 'key');
  writeFileSync(key, randomBytes(32).toString('hex'));
  const file = join(folder, 'backup');
  since = performance.now();
  await pos('tenant', 'backup', id, '--to', file, '--key-file', key);
  console.log(`backed up in ${seconds(since)}`);
  since = performance.now();
  console.log((await pos('tenant', 'drill', file, '--key-file', key)).trim());
  console.log(`drilled in ${seconds(since)}`);
  console.log((await pos('verify', 'books')).trim());
}

/** Sends a sale until it is answered. @returns how often it was told to try again */
async function insist(call, sale, token) {
  for (let refused = 0; ; refused++) {
    const { status, body } = await call('/sales', sale, token);
    if (status < 300) return refused;
    if (status !== 503) throw new Error(`a sale: ${status} ${JSON.stringify(body)}`);
    await new Promise((after) => setTimeout(after, 100));
  }
}

function callerOf(url) {
  return async (path, body, token) => {
    const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) };
    const answer = await fetch(`${url}/api${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    return { status: answer.status, body: await answer.json() };
  };
}

function commandsOf(env) {
  const run = promisify(execFile);
  return async (...args) => {
    const { stdout } = await run(process.execPath, [join(DIST, 'commands', 'pos.js'), ...args], { env });
    return stdout;
  };
}

function serve(env) {
  const child = spawn(process.execPath, [join(DIST, 'main.js')], {
    env: { ...env, LOG_LEVEL: 'info' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((resolveUrl, reject) => {
    let output = '';
    child.stdout.on('data', (chunk) => {
      if (output === undefined) return;
      output += chunk;
      const url = /answers at (http:\/\/[\d.:]+)/.exec(output)?.[1];
      if (!url) return;
      output = undefined;
      resolveUrl({ url, stop: () => child.kill() });
    });
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
  });
}

main().then(
  () => process.exit(0),
  (error) => {
    console.error(error);
    process.exit(1);
  },
);
