// A database for each worker, started before the first and stopped after the last: its files share it.
const { mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join, resolve } = require('node:path');
const { openEmbeddedDatabase } = require('@liquor-pos/embedded-mongodb');

const FOLDER = 'POS_SERVICE_DATABASES';
let databases = [];

async function setup({ maxWorkers }) {
  const folder = mkdtempSync(join(tmpdir(), 'pos-services-'));
  const cacheDir = process.env.CACHE_DIR ?? resolve(__dirname, '..', '..', '..', '.cache');
  process.env[FOLDER] = folder;
  // One after the other: the first may have to fetch the engine.
  for (let worker = 1; worker <= maxWorkers; worker++)
    databases.push(await openEmbeddedDatabase({ dataDir: join(folder, String(worker)), cacheDir }));
}

async function teardown() {
  await Promise.all(databases.map((database) => database.stop()));
  databases = [];
  rmSync(process.env[FOLDER], { recursive: true, force: true });
}

module.exports = setup;
module.exports.teardown = teardown;
