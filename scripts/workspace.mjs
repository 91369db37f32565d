// What the root commands share: installing and building no more than what changed. Plain JavaScript over Node alone,
// since it runs before anything is installed.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const STAMPS = join(ROOT, '.cache', 'stamps');
export const PNPM = 'pnpm@10.34.9';
const MINIMUM_NODE = [20, 19];

const DOMAIN = 'packages/domain';
const EMBEDDED_MONGODB = 'packages/embedded-mongodb';
const JEST_IN_ONE_REALM = 'packages/jest-in-one-realm';
/** Each after those it uses, and built again when one of them was. */
const PACKAGES = [
  { name: 'domain', folder: DOMAIN, inputs: [DOMAIN], output: `${DOMAIN}/dist/esm/package.json` },
  {
    name: 'embedded-mongodb',
    folder: EMBEDDED_MONGODB,
    inputs: [EMBEDDED_MONGODB],
    output: `${EMBEDDED_MONGODB}/dist/supervisor.js`,
  },
  {
    name: 'api',
    folder: 'api',
    inputs: ['api/src', 'api/package.json', 'api/nest-cli.json', 'api/tsconfig.json', DOMAIN, EMBEDDED_MONGODB],
    output: 'api/dist/main.js',
  },
  { name: 'web', folder: 'web', inputs: ['web', DOMAIN, 'api/openapi.json'], output: 'web/dist/index.html' },
];

export const PACKAGE_FOLDERS = PACKAGES.map(({ folder }) => folder);

export async function ensureInstalled() {
  assertNode();
  const manifests = ['.', ...PACKAGE_FOLDERS, JEST_IN_ONE_REALM].map((folder) => join(folder, 'package.json'));
  const inputs = [...manifests, 'pnpm-lock.yaml', 'pnpm-workspace.yaml'];
  const stamp = hashOf(inputs, process.version);
  if (existsSync(join(ROOT, 'node_modules')) && stampOf('install') === stamp) return;
  say('Installing packages (once, about a minute) ...');
  await run('npx', ['-y', PNPM, 'install', '--frozen-lockfile', '--reporter=append-only'], { quiet: true });
  keepStamp('install', stamp);
}

/** Builds what changed, beside each other where one does not use the other. */
export async function ensureBuilt(...names) {
  const builds = new Map();
  for (const one of PACKAGES) {
    if (names.length > 0 && !names.includes(one.name)) continue;
    const used = Promise.all(one.inputs.map((input) => builds.get(input)));
    builds.set(
      one.folder,
      used.then(() => buildWhatChanged(one)),
    );
  }
  await Promise.all(builds.values());
}

async function buildWhatChanged({ name, folder, inputs, output }) {
  const stamp = hashOf([...inputs, 'tsconfig.base.json'], '');
  if (existsSync(join(ROOT, output)) && stampOf(name) === stamp) return;
  say(`Building ${name} ...`);
  forgetBuild(name);
  await run('npm', ['run', '--silent', 'build'], { cwd: join(ROOT, folder), quiet: true });
  keepStamp(name, stamp);
}

/** Runs a program to its end; `quiet` shows its output only when it fails, `collect` is given all of it. */
export function run(program, args, { cwd = ROOT, env = {}, quiet = false, collect } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: quiet || collect ? ['ignore', 'pipe', 'pipe'] : 'inherit',
      shell: process.platform === 'win32',
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk) => {
        output += chunk;
        collect?.(chunk);
      });
    }
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      if (code === 0) return resolve();
      if (quiet) process.stderr.write(output);
      reject(new CommandFailed(`${program} ${args.join(' ')} ended with ${signal ?? code}`, code ?? 1));
    });
  });
}

export class CommandFailed extends Error {
  constructor(message, code) {
    super(message);
    this.code = code;
  }
}

/** Ends the process with one clear line when the work fails. */
export function main(work) {
  work().catch((error) => {
    process.stderr.write(`${error instanceof CommandFailed ? error.message : error.stack}\n`);
    process.exit(error.code && Number.isInteger(error.code) ? error.code : 1);
  });
}

export function say(line) {
  process.stdout.write(`${line}\n`);
}

function assertNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > MINIMUM_NODE[0] || (major === MINIMUM_NODE[0] && minor >= MINIMUM_NODE[1])) return;
  throw new CommandFailed(`Node ${MINIMUM_NODE.join('.')} or newer is needed; this is ${process.versions.node}.`, 1);
}

function hashOf(inputs, salt) {
  const hash = createHash('sha256').update(salt);
  for (const file of inputs.flatMap((input) => filesIn(join(ROOT, input)))) {
    hash.update(relative(ROOT, file)).update(readFileSync(file));
  }
  return hash.digest('hex');
}

function filesIn(path) {
  if (!existsSync(path)) return [];
  const entries = (() => {
    try {
      return readdirSync(path, { withFileTypes: true });
    } catch {
      return undefined;
    }
  })();
  if (!entries) return [path];
  return entries
    .filter(({ name }) => !['node_modules', 'dist', 'coverage'].includes(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(({ name }) => filesIn(join(path, name)));
}

/** The next start builds it again. */
export function forgetBuild(name) {
  rmSync(join(STAMPS, name), { force: true });
}

function stampOf(name) {
  const file = join(STAMPS, name);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

function keepStamp(name, stamp) {
  mkdirSync(STAMPS, { recursive: true });
  writeFileSync(join(STAMPS, name), stamp);
}
