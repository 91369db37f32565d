import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const ROOT = resolve(__dirname, '..', '..');
const FOLDERS = ['api/src', 'pricing/src', 'database/src', 'web/src'];

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesIn(path);
    return /\.tsx?$/.test(entry.name) && !/\.(spec|d)\.tsx?$/.test(entry.name) ? [path] : [];
  });
}

const files = FOLDERS.flatMap((folder) => filesIn(join(ROOT, folder)));
const sources = new Map(files.map((file) => [file, readFileSync(file, 'utf8')]));
const nameOf = (file: string) => relative(ROOT, file);

/** What a file imports of this repository at run time; types vanish and make no cycle. */
function importsOf(file: string): string[] {
  const statements = (sources.get(file) ?? '').matchAll(/^(?:import|export)\s+(?!type\b)[^;]*?from\s+'(\.[^']+)'/gms);
  return [...statements].flatMap(([, path = '']) => {
    const base = resolve(dirname(file), path.replace(/\.tsx?$/, ''));
    return [`${base}.ts`, `${base}.tsx`].filter((candidate) => sources.has(candidate));
  });
}

function cycles(): string[] {
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (file: string, path: string[]) => {
    if (path.includes(file)) found.push([...path.slice(path.indexOf(file)), file].map(nameOf).join(' → '));
    if (path.includes(file) || done.has(file)) return;
    for (const next of importsOf(file)) visit(next, [...path, file]);
    done.add(file);
  };
  for (const file of files) visit(file, []);
  return found;
}

describe('the source', () => {
  it('has no import cycles', () => expect(cycles()).toEqual([]));

  it('has no forwardRef, and no file that only passes others on', () => {
    for (const [file, source] of sources) {
      expect([nameOf(file), source.includes('forwardRef')]).toEqual([nameOf(file), false]);
      const lines = source.split('\n').filter((line) => line.trim() && !line.trim().startsWith('//'));
      expect([nameOf(file), lines.length > 0 && lines.every((line) => line.startsWith('export * '))]).toEqual([
        nameOf(file),
        false,
      ]);
    }
  });

  it('reaches main from signing in, users and organizations alone', () => {
    const allowed = /^api\/src\/(main-db|auth|users|organizations|tenancy|health|verification|app\.module)/;
    for (const file of files) {
      if (importsOf(file).some((one) => nameOf(one).startsWith('api/src/main-db/')))
        expect(nameOf(file)).toMatch(allowed);
    }
  });

  it('lets no feature of the web import another, but for the session all share', () => {
    for (const file of files) {
      const own = /^web\/src\/features\/([^/]+)/.exec(nameOf(file))?.[1];
      for (const one of own ? importsOf(file) : []) {
        const other = /^web\/src\/features\/([^/]+)/.exec(nameOf(one))?.[1] ?? own;
        expect([nameOf(file), [own, 'session'].includes(other)]).toEqual([nameOf(file), true]);
      }
    }
  });
});
