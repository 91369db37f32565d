// Measures what docs/operations.md states, against the budgets of the design. Everything runs here, on loopback.
const { fork, execFileSync } = require('node:child_process');
const { randomUUID } = require('node:crypto');
const { mkdtempSync, rmSync } = require('node:fs');
const { tmpdir, cpus } = require('node:os');
const { join, resolve } = require('node:path');
const autocannon = require('autocannon');
const { openEmbeddedDatabase } = require('@liquor-pos/embedded-mongodb');

const PASSWORD = 'bench-password-1';
const ROUNDS = 5;
const REQUESTS = 3000;
const CONNECTIONS = 8;
const SALES = 40;

async function main() {
  const dataDir = mkdtempSync(join(tmpdir(), 'pos-bench-'));
  const cacheDir = process.env.CACHE_DIR ?? resolve(__dirname, '..', '..', '.cache');
  const uri = process.env.MONGODB_URI;
  const database = uri
    ? { uri, engine: 'MONGODB_URI', stop: async () => undefined }
    : await openEmbeddedDatabase({ dataDir, cacheDir, engine: process.env.POS_DATABASE });
  console.log(`${cpus()[0].model}, ${cpus().length} cores, Node ${process.version}, ${database.engine}`);
  try {
    await withServers(database.uri, async (context) => {
      const wanted = process.argv.slice(2);
      for (const [name, measure] of Object.entries({ lookup, sale })) {
        if (wanted.length === 0 || wanted.includes(name)) await measure(context);
      }
    });
  } finally {
    await database.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** An organization with products, the API and the bare server, each in a process of its own. */
async function withServers(uri, work) {
  const email = `bench-${randomUUID()}@bench.example`;
  const pos = join(__dirname, '..', 'dist', 'commands', 'pos.js');
  const args = ['org', 'create', '--name', 'Bench', '--admin-email', email, '--admin-password', PASSWORD];
  const [name] = execFileSync(process.execPath, [pos, ...args], {
    env: { ...process.env, MONGODB_URI: uri },
    encoding: 'utf8',
  })
    .trim()
    .split(/\s+/)
    .slice(-1);
  const api = await serve('api-server.js', uri);
  const watched = await serve('api-server.js', uri, 'watched');
  const bare = await serve('bare-server.js', uri, name);
  try {
    const post = poster(api.url);
    const { token } = await post('/auth/login', { email, password: PASSWORD });
    const rows = Array.from({ length: 5000 }, (_, at) => `SKU-${at},Product ${at},7.13,${at + 10_000}`).join('\n');
    const headers = { 'content-type': 'text/csv', authorization: `Bearer ${token}` };
    await fetch(`${api.url}/api/products/import`, {
      method: 'POST',
      headers,
      body: `sku,name,price,barcodes\n${rows}`,
    });
    await work({ api, watched, bare, token });
  } finally {
    api.stop();
    watched.stop();
    bare.stop();
  }
}

async function lookup({ api, watched, bare, token }) {
  const requests = Array.from({ length: 500 }, (_, at) => at + 10_000);
  const cannon = async (base, path, headers) => {
    const result = await autocannon({
      url: base,
      connections: CONNECTIONS,
      amount: REQUESTS,
      headers,
      requests: requests.map((code) => ({ path: `${path}?barcode=${code}` })),
    });
    if (result.non2xx > 0 || result.errors > 0) throw new Error(`${result.non2xx} of ${REQUESTS} lookups failed`);
    return result;
  };
  const authorization = { authorization: `Bearer ${token}` };
  const measure = async (server, path, headers) => {
    const before = await server.ask();
    const { latency } = await cannon(server.url, path, headers);
    const after = await server.ask();
    const micros = after.cpu.user + after.cpu.system - before.cpu.user - before.cpu.system;
    return {
      micros: micros / REQUESTS,
      p95: latency.p97_5,
      constructions: after.constructions - before.constructions,
      after,
    };
  };
  // Both warm, then in turn, so that whatever else the machine does falls on both.
  await cannon(bare.url, '/', {});
  await cannon(api.url, '/api/products/lookup', authorization);
  const ratios = [];
  let last;
  for (let round = 0; round < ROUNDS; round++) {
    const base = await measure(bare, '/', {});
    last = await measure(api, '/api/products/lookup', authorization);
    ratios.push(last.micros / base.micros);
    console.log(
      `  round ${round + 1}: API ${last.micros.toFixed(0)} µs, bare ${base.micros.toFixed(0)} µs CPU a lookup, × ${ratios.at(-1).toFixed(2)}`,
    );
  }
  const median = ratios.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)];
  report(
    'barcode lookup, CPU against a bare server',
    `× ${median.toFixed(2)} (median of ${ROUNDS})`,
    median <= 1.5,
    '≤ × 1.5',
  );
  report('constructions in a warm round', String(last.constructions), last.constructions === 0, '0');
  const look = () => fetch(`${watched.url}/api/products/lookup?barcode=10001`, { headers: authorization });
  await look();
  await watched.ask();
  await look();
  const { roundTrips } = await watched.ask();
  report('round trips of a lookup', `${roundTrips.length} (${roundTrips.join(', ')})`, roundTrips.length === 1, '1');
}

const SALES_MEASURED = 150;
const LINES_MEASURED = 5;

/** CPU of a sale, with the server whose commands nobody watches, against one that only writes the same documents. */
async function saleCpu({ api, bare, token }) {
  const lines = Array.from({ length: LINES_MEASURED }, (_, at) => ({ barcode: String(10_000 + at), quantity: 1 }));
  const tenders = [{ type: 'cash', amountCents: 713 * LINES_MEASURED }];
  const post = poster(api.url);
  const atApi = () => post('/sales', { id: randomUUID(), lines, tenders }, token);
  const atBare = async () =>
    (await fetch(bare.url, { method: 'POST', body: JSON.stringify({ lines, tenders }) })).json();
  const micros = async (server, sell) => {
    const before = await server.ask();
    for (let at = 0; at < SALES_MEASURED; at++) await sell();
    const after = await server.ask();
    return (after.cpu.user + after.cpu.system - before.cpu.user - before.cpu.system) / SALES_MEASURED;
  };
  await micros(api, atApi);
  await micros(bare, atBare);
  const ratios = [];
  for (let round = 1; round <= ROUNDS; round++) {
    const [least, own] = [await micros(bare, atBare), await micros(api, atApi)];
    ratios.push(own / least);
    console.log(
      `  round ${round}: API ${own.toFixed(0)} µs, bare ${least.toFixed(0)} µs CPU a sale of ${LINES_MEASURED} lines, × ${(own / least).toFixed(2)}`,
    );
  }
  const median = ratios.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)];
  report('a sale, CPU against a bare server', `× ${median.toFixed(2)} (median of ${ROUNDS})`, median <= 3, '≤ × 3');
}

async function sale(context) {
  const { watched, token } = context;

  const post = poster(watched.url);
  const sell = (lines) =>
    post(
      '/sales',
      {
        id: randomUUID(),
        lines: Array.from({ length: lines }, (_, at) => ({ barcode: String(10_000 + at), quantity: 1 })),
        tenders: [{ type: 'cash', amountCents: 713 * lines }],
      },
      token,
    );
  await sell(1);
  for (const lines of [1, 5, 50]) {
    await sell(lines);
    await watched.ask();
    await sell(lines);
    const { roundTrips } = await watched.ask();
    const took = [];
    for (let at = 0; at < SALES; at++) {
      const started = performance.now();
      await sell(lines);
      took.push(performance.now() - started);
    }
    took.sort((a, b) => a - b);
    // One bulk write for all collections from MongoDB 8.0 on.
    const most = roundTrips.includes('bulkWrite') ? 5 : 9;
    report(
      `round trips of a sale of ${lines} lines`,
      `${roundTrips.length} (${roundTrips.join(', ')})`,
      roundTrips.length <= most,
      `≤ ${most}`,
    );
    console.log(
      `  a sale of ${lines} lines: median ${took[SALES / 2].toFixed(1)} ms, p95 ${took[Math.floor(SALES * 0.95)].toFixed(1)} ms`,
    );
  }
  await saleCpu(context);
}

function report(what, measured, met, budget) {
  console.log(`${met ? 'met   ' : 'MISSED'} ${what}: ${measured}; budget ${budget}`);
}

function poster(url) {
  return async (path, body, token) => {
    const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) };
    const answer = await fetch(`${url}/api${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
}

async function serve(script, ...args) {
  const child = fork(join(__dirname, script), args);
  const told = () => new Promise((resolve) => child.once('message', resolve));
  const { url } = await told();
  const ask = () => {
    const answer = told();
    child.send('tell');
    return answer;
  };
  return { url, ask, stop: () => child.kill() };
}

main().then(
  () => process.exit(0),
  (error) => {
    console.error(error);
    process.exit(1);
  },
);
