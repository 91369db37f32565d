// `npm run openapi`: writes api/openapi.json from the built API, and the web's types from that.
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled, main, ROOT, run } from './workspace.mjs';

main(async () => {
  await ensureInstalled();
  await ensureBuilt('domain', 'embedded-mongodb', 'api');
  await run('node', ['dist/commands/write-openapi.js', 'openapi.json'], { cwd: join(ROOT, 'api') });
  await run('npm', ['run', '--silent', 'api-types'], { cwd: join(ROOT, 'web') });
});
