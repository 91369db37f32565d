// `npm run screenshots`: takes the pictures in docs/screenshots anew.
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled, main, ROOT, run } from './workspace.mjs';

main(async () => {
  await ensureInstalled();
  await ensureBuilt();
  await run('npm', ['run', '--silent', 'screenshots'], { cwd: join(ROOT, 'web') });
});
