// `npm run bench`: measures the budgets of the design on this machine, each in a process of its own. Names choose: pricing, web, lookup, sale;
// and move, which is not measured unless it is named.
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled, main, ROOT, run } from './workspace.mjs';

main(async () => {
  await ensureInstalled();
  await ensureBuilt();
  const wanted = process.argv.slice(2);
  const ofApi = wanted.filter((name) => !['pricing', 'web', 'move'].includes(name));
  if (wanted.length === 0 || ofApi.length > 0) {
    await run(process.execPath, ['--expose-gc', 'bench.js', ...ofApi], { cwd: join(ROOT, 'api', 'bench') });
  }
  if (wanted.includes('move')) await run(process.execPath, ['move.js'], { cwd: join(ROOT, 'api', 'bench') });
  if (wanted.length === 0 || wanted.includes('web')) {
    const args = ['vitest', 'run', '--config', 'vitest.bench.config.ts'];
    await run('npx', args, { cwd: join(ROOT, 'web') });
  }
  if (wanted.length === 0 || wanted.includes('pricing')) {
    await run(process.execPath, ['bench/pricing.js'], { cwd: join(ROOT, 'packages', 'domain') });
  }
});
