// `npm run sbom -- [FILE]`: a bill of materials of what ships, CycloneDX 1.6 in JSON; to standard output without a file.
import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { shippedPackages } from './shipped-packages.mjs';
import { ensureInstalled, main, ROOT } from './workspace.mjs';

main(async () => {
  await ensureInstalled();
  const { name, version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const bill = {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${randomUUID()}`,
    version: 1,
    metadata: {
      timestamp: new Date().toISOString(),
      component: { type: 'application', 'bom-ref': name, name, version },
    },
    components: shippedPackages().map(componentOf),
  };
  const text = `${JSON.stringify(bill, null, 2)}\n`;
  const [file] = process.argv.slice(2);
  if (file) writeFileSync(resolve(process.env.INIT_CWD ?? process.cwd(), file), text);
  else process.stdout.write(text);
});

function componentOf({ name, version, license }) {
  const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`;
  const licences = /\s|\(/.test(license)
    ? [{ expression: license.replaceAll(/^\(|\)$/g, '') }]
    : [{ license: { name: license } }];
  return { type: 'library', 'bom-ref': purl, name, version, purl, licenses: licences };
}
