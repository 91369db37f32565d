// `npm run licenses`: the licences of what ships, and which packages are under each; exits with 1 at one that nobody has looked at.
import { shippedPackages } from './shipped-packages.mjs';
import { ensureInstalled, main, say } from './workspace.mjs';

/** Those that may ship as they are used here: linked, unchanged, with their notices. */
const LOOKED_AT = new Set([
  ...['(MIT OR CC0-1.0)', '0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'BlueOak-1.0.0', 'ISC', 'MIT', 'MIT-0'],
  ...['OFL-1.1', 'Python-2.0', 'Unlicense'],
  // libvips, in a shared library of its own beside sharp.
  'LGPL-3.0-or-later',
]);
/** Says nothing in its manifest; its repository holds the MIT licence. */
const MIT_BY_ITS_REPOSITORY = new Set(['pause']);

main(async () => {
  await ensureInstalled();
  const byLicence = new Map();
  for (const { name, version, license } of shippedPackages()) {
    const held = MIT_BY_ITS_REPOSITORY.has(name) ? 'MIT' : license;
    byLicence.set(held, [...(byLicence.get(held) ?? []), `${name}@${version}`]);
  }
  const unknown = [...byLicence].filter(([licence]) => !LOOKED_AT.has(licence));
  for (const [licence, packages] of [...byLicence].sort())
    say(`${licence}  (${packages.length})\n  ${packages.join(' ')}`);
  for (const [licence, packages] of unknown) say(`NOT LOOKED AT: ${licence}: ${packages.join(' ')}`);
  process.exit(unknown.length === 0 ? 0 : 1);
});
