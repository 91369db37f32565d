// `npm run chaos -- [--seed N] [--seconds S] [--sales M]`: two processes of the API over a replica set, with everything going wrong around them; then
// nothing may be lost or doubled. The same seed makes the same plan.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt, ensureInstalled, main, ROOT, run } from './workspace.mjs';

main(async () => {
  const { values } = parseArgs({
    options: { seed: { type: 'string' }, seconds: { type: 'string' }, sales: { type: 'string' } },
  });
  await ensureInstalled();
  await ensureBuilt('domain', 'embedded-mongodb', 'api');
  const { seed = String(Date.now() % 100_000), seconds = '60', sales = '0' } = values;
  await run('npx', ['jest', '--config', 'jest.chaos.config.js'], {
    cwd: join(ROOT, 'api'),
    env: { CHAOS_SEED: seed, CHAOS_SECONDS: seconds, CHAOS_SALES: sales },
  });
});
