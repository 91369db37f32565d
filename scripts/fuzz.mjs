// `npm run fuzz -- [--seconds S] [--seed N] [--brief]`: Schemathesis over the whole OpenAPI document, as each role, against a demo of its own: no server errors, nothing
// answered that the document does not list, nothing taken that it does not allow. For so many seconds a role.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt, ensureInstalled, main, ROOT, say } from './workspace.mjs';

const SCHEMATHESIS = 'schemathesis==4.32.5';
const VENV = join(ROOT, '.cache', 'schemathesis');
const PASSWORD = 'a-fuzzing-password-7';
const ADMIN = 'admin@demo.example';
const TENANT_USERS = ['cashier@demo.example', 'manager@demo.example', ADMIN];
const PLATFORM_ADMIN = 'platform@fuzz.example';
/** What is the platform's alone, and nobody's of a tenant. */
const PLATFORM_PATHS = '^/api/(platform|organizations)';
const CHECKS = [
  ...['not_a_server_error', 'status_code_conformance', 'content_type_conformance', 'response_schema_conformance'],
  ...['negative_data_rejection'],
].join(',');
/** They would end what the others are tried with: sessions, the fuzzer's own users and organization. */
const LEFT_OUT = [
  'Auth.logout|Auth.refresh|Auth.switch|Users.update|Users.delete|Users.setPin|Organizations.update|OwnOrganization.update',
  'Docs.*',
].join('|');

main(async () => {
  const { values } = parseArgs({
    options: { seconds: { type: 'string' }, seed: { type: 'string' }, brief: { type: 'boolean' } },
  });
  const { seconds = '60', seed = '1', brief = false } = values;
  await ensureInstalled();
  await ensureBuilt('domain', 'embedded-mongodb', 'api');
  const fuzzer = installed();
  const dataDir = mkdtempSync(join(tmpdir(), 'pos-fuzz-'));
  const settings = {
    ...process.env,
    ...{ DATA_DIR: dataDir, WEB_DIR: dataDir, PORT: '0', DEMO: 'on', DEMO_DAYS: '1', DEMO_PASSWORD: PASSWORD },
    ...{ RATE_LIMITS: 'off', BCRYPT_COST: '4', LOG_FORMAT: 'json' },
  };
  const server = spawn(process.execPath, [join(ROOT, 'api', 'dist', 'main.js')], { env: settings });
  let output = '';
  let failed = 0;
  try {
    const url = await new Promise((resolve, reject) => {
      const read = (chunk) => {
        output += chunk;
        const address = /answers at (http:\/\/[\d.:]+)/.exec(output)?.[1];
        if (address) resolve(address);
      };
      server.stdout.on('data', read);
      server.stderr.on('data', read);
      server.once('exit', () => reject(new Error(`the server ended:\n${output.slice(-2000)}`)));
    });
    const pos = join(ROOT, 'api', 'dist', 'commands', 'pos.js');
    const admin = ['platform-admin', 'create', '--email', PLATFORM_ADMIN, '--password', PASSWORD];
    spawnSync(process.execPath, [pos, ...admin], { env: settings, stdio: 'inherit' });
    const callers = brief ? [ADMIN, PLATFORM_ADMIN] : [undefined, ...TENANT_USERS, PLATFORM_ADMIN];
    for (const email of callers) {
      const header = email ? ['--header', `Authorization: Bearer ${await tokenOf(url, email)}`] : [];
      say(`\n── as ${email ?? 'nobody'}`);
      const args = [
        ...['run', `${url}/api/openapi.json`, '--checks', CHECKS, '--seed', seed, '--workers', '1'],
        ...['--exclude-operation-id-regex', LEFT_OUT, '--request-timeout', '20'],
        // Among the tests a few cases of each operation, the same each time, as who may do it; else new ones as everybody, for as long as there is time.
        ...(brief ? [email === ADMIN ? '--exclude-path-regex' : '--include-path-regex', PLATFORM_PATHS] : []),
        ...(brief
          ? ['--phases', 'examples,fuzzing', '--max-examples', '2', '--generation-deterministic']
          : ['--phases', 'examples,coverage,fuzzing', '--max-examples', '20', '--max-time', seconds]),
        ...['--no-color', '--warnings', 'off', '--continue-on-failure', ...header],
      ];
      const child = spawn(fuzzer, args, { stdio: 'inherit', cwd: dataDir });
      const [code] = await once(child, 'exit');
      if (code !== 0) failed++;
    }
    const errors = output.split('\n').filter((line) => line.includes('"level":50'));
    for (const line of errors.slice(0, 20)) say(line);
    say(`\n${failed} of ${callers.length} callers found something; ${errors.length} errors in the server's log`);
    if (errors.length > 0) failed++;
  } finally {
    server.kill('SIGTERM');
    if (server.exitCode === null) await once(server, 'exit');
    rmSync(dataDir, { recursive: true, force: true });
  }
  process.exit(failed === 0 ? 0 : 1);
});

/** Its command, in a virtual environment of its own. */
function installed() {
  const command = join(VENV, 'bin', 'schemathesis');
  if (existsSync(command)) return command;
  for (const [program, ...args] of [
    ['python3', '-m', 'venv', VENV],
    [join(VENV, 'bin', 'pip'), 'install', '--quiet', '--no-compile', SCHEMATHESIS],
  ]) {
    const { status } = spawnSync(program, args, { stdio: 'inherit' });
    if (status !== 0) throw new Error(`${program} ${args.join(' ')} failed: the fuzzer needs Python 3.10 and PyPI.`);
  }
  return command;
}

async function tokenOf(url, email) {
  const answer = await fetch(`${url}/api/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password: PASSWORD }),
  });
  const { token } = await answer.json();
  return token;
}
