// `npm run bench`: measures the budgets of the design on this machine, each in a process of its own.
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled, main, ROOT, run } from './workspace.mjs';

main(async () => {
  await ensureInstalled();
  await ensureBuilt('pricing', 'database', 'api');
  await run(process.execPath, ['--expose-gc', 'bench.js', ...process.argv.slice(2)], {
    cwd: join(ROOT, 'api', 'bench'),
  });
});
