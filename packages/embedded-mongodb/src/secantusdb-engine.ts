import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { DatabaseError } from './database-error';
import { findOnPath } from './executables';

const run = promisify(execFile);
const REQUIREMENTS = join(__dirname, '..', 'secantusdb-requirements.txt');
/** As the requirements pin it. */
export const SECANTUSDB_VERSION = '0.7.0';
const MINIMUM_PYTHON_MINOR = 10;
const INSTALL_TIMEOUT_MS = 5 * 60_000;

export interface ServerCommand {
  program: string;
  args: string[];
}

/** The first Python of at least 3.10 on the path. */
export async function findPython(path: string): Promise<string | undefined> {
  for (const name of ['python3', 'python3.14', 'python3.13', 'python3.12', 'python3.11', 'python3.10', 'python']) {
    const python = findOnPath(name, path);
    if (python && (await isNewEnough(python))) return python;
  }
  return undefined;
}

async function isNewEnough(python: string): Promise<boolean> {
  try {
    const { stdout } = await run(python, ['-c', 'import sys; print(sys.version_info[0], sys.version_info[1])']);
    const [major, minor] = stdout.trim().split(' ').map(Number);
    return major === 3 && (minor ?? 0) >= MINIMUM_PYTHON_MINOR;
  } catch {
    return false;
  }
}

/**
 * Installs SecantusDB into a private virtual environment, once per set of requirements, and tells how to start it.
 * @throws DatabaseError `engine_install_failed`
 */
export async function prepareSecantusDb(
  python: string,
  cacheDir: string,
  server: { port: number; files: string },
  progress: (line: string) => void,
): Promise<ServerCommand> {
  const requirements = readFileSync(REQUIREMENTS);
  const stamp = createHash('sha256').update(requirements).digest('hex').slice(0, 12);
  const pointer = join(cacheDir, `secantusdb-${stamp}.installed`);
  const environment = installedAt(pointer, cacheDir) ?? (await install(python, cacheDir, pointer, progress));
  return {
    program: join(environment, 'bin', 'secantusd-py'),
    args: [
      ...['--host', '127.0.0.1', '--port', String(server.port), '--storage-path', server.files],
      // Without it a killed server loses acknowledged writes.
      '--sync-on-commit',
      ...['--log-level', 'WARNING'],
    ],
  };
}

/** The environment that was installed whole, if one was. */
function installedAt(pointer: string, cacheDir: string): string | undefined {
  if (!existsSync(pointer)) return undefined;
  const environment = join(cacheDir, readFileSync(pointer, 'utf8'));
  return existsSync(environment) ? environment : undefined;
}

/**
 * Makes the environment. A pip of its own takes as long to put into it as all else: it gets one where Python has none that installs for others
 * (none at all, or one before 22.3).
 * @returns the command that installs into it
 */
async function pipInto(environment: string, python: string): Promise<[string, ...string[]]> {
  const itsPython = join(environment, 'bin', 'python');
  const fromOutside = ['-m', 'pip', '--python'];
  const hasPip = await run(python, [...fromOutside, python, '--version']).then(
    () => true,
    () => false,
  );
  const without = hasPip ? ['--without-pip'] : [];
  await run(python, ['-m', 'venv', ...without, environment], { timeout: INSTALL_TIMEOUT_MS });
  return hasPip ? [python, ...fromOutside, itsPython] : [itsPython, '-m', 'pip'];
}

/** Each installation has a folder of its own, which a virtual environment cannot leave: two processes that install at once do not meet. */
async function install(
  python: string,
  cacheDir: string,
  pointer: string,
  progress: (line: string) => void,
): Promise<string> {
  progress('Installing the embedded database (SecantusDB, once, about 5 s) ...');
  let environment: string | undefined;
  try {
    mkdirSync(cacheDir, { recursive: true });
    environment = mkdtempSync(join(cacheDir, 'secantusdb-'));
    const [pip, ...before] = await pipInto(environment, python);
    // What is never imported need not be compiled: that takes as long as unpacking all of it.
    const install = ['install', '--quiet', '--disable-pip-version-check', '--no-compile', '-r', REQUIREMENTS];
    await run(pip, [...before, ...install], { timeout: INSTALL_TIMEOUT_MS });
    writeFileSync(join(environment, 'pointer'), basename(environment));
    renameSync(join(environment, 'pointer'), pointer);
    return environment;
  } catch (error) {
    if (environment !== undefined) rmSync(environment, { recursive: true, force: true });
    const output = (error as { stderr?: string }).stderr?.trim().split('\n').slice(-5).join('\n') ?? '';
    throw new DatabaseError(
      'engine_install_failed',
      `SecantusDB could not be installed with ${python}. It needs Python's venv module and a package index it can reach` +
        (output ? `:\n${output}` : '.'),
      { cause: error },
    );
  }
}
