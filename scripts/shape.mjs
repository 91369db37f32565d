// `npm run shape`: what the source is like: its folders, who imports whom, cycles, and how large files and functions are.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { main, ROOT, say } from './workspace.mjs';

const ts = createRequire(join(ROOT, 'package.json'))('typescript');
// Another checkout may be measured with the same ruler: `npm run shape -- ../other`.
const root = resolve(ROOT, process.argv[2] ?? '.');
const SOURCE = /^(api|web|pricing|database|packages\/[^/]+)\/src\/.*\.tsx?$/;

main(async () => {
  const tracked = execFileSync('git', ['ls-files', '-c', '-o', '--exclude-standard'], { cwd: root, encoding: 'utf8' });
  const files = tracked
    .split('\n')
    .filter((file) => SOURCE.test(file) && !/\.(d|spec)\.tsx?$/.test(file) && existsSync(join(root, file)));
  const known = new Set(files);
  const parsed = new Map(files.map((file) => [file, parse(file, known)]));
  say('folder of api/src                 files  lines  imports');
  for (const folder of foldersOf(files, 'api/src')) {
    const own = files.filter((file) => file.startsWith(`api/src/${folder}/`));
    const lines = sum(own.map((file) => parsed.get(file).lines));
    const others = [...new Set(own.flatMap((file) => parsed.get(file).imports.map(folderOf)))]
      .filter((one) => one && one !== `api/src/${folder}`)
      .map((one) => one.replace('api/src/', ''))
      .sort();
    say(`${folder.padEnd(32)} ${String(own.length).padStart(6)} ${String(lines).padStart(6)}  ${others.join(' ')}`);
  }
  const edges = new Map();
  for (const [file, { imports }] of parsed) {
    const from = folderOf(file);
    if (!from) continue;
    if (!edges.has(from)) edges.set(from, new Set());
    for (const to of imports.map(folderOf)) if (to && to !== from) edges.get(from).add(to);
  }
  const pairs = [...edges].flatMap(([from, tos]) =>
    [...tos].filter((to) => from < to && edges.get(to)?.has(from)).map((to) => `${from} ↔ ${to}`),
  );
  say('');
  say(`folders that import each other: ${pairs.length}${pairs.map((pair) => `\n  ${pair}`).join('')}`);
  say(`largest knot of folders: ${knot(edges)}`);
  for (const part of ['api/src', 'web/src', 'packages']) {
    const own = [...parsed].filter(([file]) => file.startsWith(part)).map(([, one]) => one);
    if (own.length === 0) continue;
    const functions = own.flatMap((one) => one.functions);
    const long = functions.filter((lines) => lines > 50).length;
    say(
      `${part}: ${own.length} files, ${sum(own.map(({ lines }) => lines))} lines; a file has ${median(own.map(({ lines }) => lines))} ` +
        `(median), a function ${median(functions)}; ${long} functions are longer than 50 lines`,
    );
  }
});

function parse(file, known) {
  const text = readFileSync(join(root, file), 'utf8');
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const imports = [];
  const functions = [];
  const lineOf = (position) => source.getLineAndCharacterOfPosition(position).line;
  const visit = (node) => {
    if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier?.text.startsWith('.')) {
      const base = join(dirname(file), node.moduleSpecifier.text.replace(/\.tsx?$/, ''));
      const target = [`${base}.ts`, `${base}.tsx`].find((candidate) => known.has(candidate));
      if (target) imports.push(target);
    }
    if (ts.isFunctionLike(node) && node.body) functions.push(lineOf(node.end) - lineOf(node.getStart()) + 1);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { lines: text.split('\n').length - 1, imports, functions };
}

/** `api/src/sales`, or undefined for a file that lies in no folder of its own. */
function folderOf(file) {
  return /^(.*?\/src\/[^/]+)\//.exec(file)?.[1];
}

function foldersOf(files, base) {
  const inside = files.filter((file) => file.startsWith(`${base}/`)).map((file) => file.slice(base.length + 1));
  return [...new Set(inside.filter((file) => file.includes('/')).map((file) => file.split('/')[0]))].sort();
}

/** The number of folders in the largest set in which each reaches each (Tarjan's strongly connected components). */
function knot(edges) {
  const index = new Map();
  const low = new Map();
  const stack = [];
  let largest = 1;
  const visit = (node) => {
    index.set(node, index.size);
    low.set(node, index.get(node));
    stack.push(node);
    for (const next of edges.get(node) ?? []) {
      if (!index.has(next)) visit(next);
      if (stack.includes(next)) low.set(node, Math.min(low.get(node), low.get(next)));
    }
    if (low.get(node) !== index.get(node)) return;
    largest = Math.max(largest, stack.length - stack.indexOf(node));
    stack.length = stack.indexOf(node);
  };
  for (const node of edges.keys()) if (!index.has(node)) visit(node);
  return largest === 1 ? 'none' : `${largest} folders`;
}

function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}

function median(numbers) {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}
