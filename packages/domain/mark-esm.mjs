// Node reads a .js file as an ES module only below a package.json that says so.
import { writeFileSync } from 'node:fs';

writeFileSync(new URL('dist/esm/package.json', import.meta.url), '{ "type": "module" }\n');
