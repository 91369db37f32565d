// `npm run pos -- <command>`: the administration commands. File arguments are relative to where npm was called.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuilt, ensureInstalled, main, ROOT } from './workspace.mjs';

main(async () => {
  await ensureInstalled();
  await ensureBuilt('domain', 'embedded-mongodb', 'api');
  await import(pathToFileURL(join(ROOT, 'api', 'dist', 'commands', 'pos.js')).href);
});
