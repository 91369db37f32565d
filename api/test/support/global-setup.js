// Installs the embedded engine once, before several suites would do it at the same time.
const { mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join, resolve } = require('node:path');
const { openEmbeddedDatabase } = require('@liquor-pos/embedded-mongodb');

module.exports = async () => {
  if (process.env.MONGODB_URI) return;
  const dataDir = mkdtempSync(join(tmpdir(), 'pos-engine-'));
  const cacheDir = process.env.CACHE_DIR ?? resolve(__dirname, '..', '..', '..', '.cache');
  const database = await openEmbeddedDatabase({ dataDir, cacheDir });
  await database.stop();
  rmSync(dataDir, { recursive: true, force: true });
};
