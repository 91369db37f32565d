// `npm run dev`: the API and the web, each rebuilt as its files change. The web is on port 5173 and passes /api on.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled, forgetBuild, main, ROOT } from './workspace.mjs';

main(async () => {
  await ensureInstalled();
  await ensureBuilt('domain', 'embedded-mongodb');
  // What the watcher builds is not what a stamp says was built.
  for (const name of ['api', 'web']) forgetBuild(name);
  const start = (folder, ...args) => spawn('npx', args, { cwd: join(ROOT, folder), stdio: 'inherit' });
  const children = [start('api', 'nest', 'start', '--watch'), start('web', 'vite')];
  await new Promise((resolve) => {
    for (const child of children) child.once('exit', resolve);
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, resolve);
  });
  for (const child of children) child.kill();
});
