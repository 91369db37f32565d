import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '..', '..');
const FOLDERS = ['api/src', 'packages/domain/src', 'packages/embedded-mongodb/src', 'web/src'];

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesIn(path);
    return /\.tsx?$/.test(entry.name) && !/\.(spec|d)\.tsx?$/.test(entry.name) ? [path] : [];
  });
}

/** What the folder rules say of the source with one more file in each of these folders. */
function faultsWith(planted: Record<string, string>): string {
  const asides = Object.entries(planted).map(([folder, source]) => {
    const aside = mkdtempSync(join(ROOT, folder, 'planted-'));
    writeFileSync(join(aside, 'planted.ts'), source);
    return aside;
  });
  try {
    const rules = ['depcruise', '--config', '.dependency-cruiser.cjs', '--output-type', 'err', ...FOLDERS];
    execFileSync('npx', rules, { cwd: ROOT, encoding: 'utf8', stdio: 'pipe' });
    return '';
  } catch (error) {
    return (error as { stdout: string }).stdout;
  } finally {
    for (const aside of asides) rmSync(aside, { recursive: true });
  }
}

describe('the source', () => {
  it('has no forwardRef, and no file that only passes others on', () => {
    for (const file of FOLDERS.flatMap((folder) => filesIn(join(ROOT, folder)))) {
      const source = readFileSync(file, 'utf8');
      expect([file, source.includes('forwardRef')]).toEqual([file, false]);
      const lines = source.split('\n').filter((line) => line.trim() && !line.trim().startsWith('//'));
      expect([file, lines.length > 0 && lines.every((line) => line.startsWith('export * '))]).toEqual([file, false]);
    }
  });

  it('is held to the folder rules: a foundation that imports a feature is a fault of the lint', () => {
    const faults = faultsWith({
      'api/src/tenancy': "import { toSale } from '../../sales/sale-mapping';\nexport const planted = toSale;\n",
      'packages/domain/src': "export { readFileSync } from 'node:fs';\n",
    });
    expect(faults).toContain('tenancy-import-downwards');
    expect(faults).toContain('the-domain-is-pure');
  });
});
