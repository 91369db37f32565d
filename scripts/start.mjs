// `npm start`: installs, builds what changed, and becomes the server. In this same process, so that a signal reaches it.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuilt, ensureInstalled, main, ROOT } from './workspace.mjs';

main(async () => {
  await ensureInstalled();
  await ensureBuilt();
  await import(pathToFileURL(join(ROOT, 'api', 'dist', 'main.js')).href);
});
