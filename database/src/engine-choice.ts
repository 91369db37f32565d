import { lookup } from 'node:dns/promises';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { EngineName, EngineRecord } from './data-folder';
import { DatabaseError } from './database-error';
import { findOnPath, requireExecutable } from './executables';
import { findPython } from './secantusdb-engine';

const DOWNLOAD_HOST = 'fastdl.mongodb.org';
const DOWNLOAD_HOST_TIMEOUT_MS = 2_000;

export interface EngineEnvironment {
  /** `POS_DATABASE`: forces one engine. */
  forced?: EngineName;
  /** `MONGOD_BINARY`: the path of a mongod. */
  mongodBinary?: string;
  /** `PATH`. */
  path: string;
  cacheDir: string;
}

/** Which engine will run, and where its program comes from. */
export type EngineChoice =
  | { engine: 'mongod'; source: 'binary'; binary: string }
  | { engine: 'mongod'; source: 'download' }
  | { engine: 'secantusdb'; python: string };

/**
 * Chooses the engine of design section 2: a mongod at hand, else the official binary when it can be downloaded, else SecantusDB.
 * @throws DatabaseError `no_engine` when the machine offers none of the three.
 */
export async function chooseEngine(env: EngineEnvironment): Promise<EngineChoice> {
  if (env.forced !== 'secantusdb') {
    const binary = env.mongodBinary ? requireExecutable(env.mongodBinary) : findOnPath('mongod', env.path);
    if (binary) return { engine: 'mongod', source: 'binary', binary };
    if (hasDownloadedMongod(env.cacheDir) || (await downloadHostResolves())) {
      return { engine: 'mongod', source: 'download' };
    }
  }
  if (env.forced !== 'mongod') {
    const python = await findPython(env.path);
    if (python) return { engine: 'secantusdb', python };
  }
  throw new DatabaseError(
    'no_engine',
    'No database engine can be started here. Any one of these remedies is enough: ' +
      '(1) set MONGODB_URI to a MongoDB replica set, ' +
      '(2) install mongod 8 or newer (on PATH, or named by MONGOD_BINARY), or let this machine reach its download host, ' +
      '(3) install Python 3.10 or newer with its venv module.' +
      (env.forced ? ` (POS_DATABASE=${env.forced} forbids the others.)` : ''),
  );
}

/**
 * Refuses to open one engine's files with another.
 * @throws DatabaseError `engine_mismatch`, before anything is touched.
 */
export function assertSameEngine(choice: EngineChoice, record: EngineRecord | undefined, root: string): void {
  if (!record || record.engine === choice.engine) return;
  throw new DatabaseError(
    'engine_mismatch',
    `${root} was made by ${record.engine}, but ${choice.engine} would be started now, and neither reads the other's files. ` +
      `Set POS_DATABASE=${record.engine} to go on with ${record.engine}, or give ${choice.engine} a DATA_DIR of its own.`,
  );
}

export function downloadFolder(cacheDir: string): string {
  return join(cacheDir, 'mongodb-binaries');
}

function hasDownloadedMongod(cacheDir: string): boolean {
  const folder = downloadFolder(cacheDir);
  return existsSync(folder) && readdirSync(folder).some((name) => name.startsWith('mongod'));
}

async function downloadHostResolves(): Promise<boolean> {
  const timeout = new Promise<false>((resolve) => setTimeout(resolve, DOWNLOAD_HOST_TIMEOUT_MS, false).unref());
  const resolved = lookup(DOWNLOAD_HOST).then(
    () => true,
    () => false,
  );
  return Promise.race([resolved, timeout]);
}
