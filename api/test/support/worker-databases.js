// A database for each worker, started before the first and stopped after the last: its files share it, for opening one takes longer than most
// of them run. With `TENANTS=elsewhere` a second one, for tenants that are not where main is.
const { mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join, resolve } = require('node:path');
const { openEmbeddedDatabase } = require('@liquor-pos/embedded-mongodb');

const FOLDER = 'POS_WORKER_DATABASES';
let databases = [];

async function setup({ maxWorkers }) {
  if (process.env.MONGODB_URI) return;
  const folder = mkdtempSync(join(tmpdir(), 'pos-workers-'));
  const cacheDir = process.env.CACHE_DIR ?? resolve(__dirname, '..', '..', '..', '.cache');
  process.env[FOLDER] = folder;
  // One after the other: the first may have to fetch the engine.
  const engine = process.env.POS_DATABASE;
  for (let worker = 1; worker <= maxWorkers; worker++) {
    const opened = await openEmbeddedDatabase({ dataDir: join(folder, String(worker)), cacheDir, engine });
    databases.push(opened);
    if (process.env.TENANTS !== 'elsewhere') continue;
    databases.push(await openEmbeddedDatabase({ dataDir: join(folder, `${worker}-elsewhere`), cacheDir, engine }));
  }
}

async function teardown() {
  await Promise.all(databases.map((database) => database.stop()));
  databases = [];
  if (process.env[FOLDER]) rmSync(process.env[FOLDER], { recursive: true, force: true });
}

module.exports = setup;
module.exports.teardown = teardown;
