import { spawnSync } from 'node:child_process';
import { PNPM, ROOT } from './workspace.mjs';

/** What is installed of others' packages and ships: name, version, licence, homepage; sorted by name. */
export function shippedPackages() {
  const { stdout, status, stderr } = spawnSync('npx', ['--yes', PNPM, 'licenses', 'list', '--prod', '--json'], {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  if (status !== 0) throw new Error(`pnpm could not list licences:\n${stderr}`);
  return Object.values(JSON.parse(stdout))
    .flat()
    .flatMap(({ name, versions, license, homepage }) =>
      versions.map((version) => ({ name, version, license, homepage })),
    )
    .sort((a, b) => (a.name === b.name ? 0 : a.name < b.name ? -1 : 1));
}
