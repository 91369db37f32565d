import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseError } from './database-error';
import { identify, isRunning, type ProcessIdentity } from './process-identity';

export type EngineName = 'mongod' | 'secantusdb';

/** Written at the first start over an empty folder, and again when a newer version takes it over: its files can be read by this engine only. */
export interface EngineRecord {
  engine: EngineName;
  /** The newest that used the folder; unknown for folders made before it was remembered. */
  version?: string;
  port: number;
  /** While the first start has not come to its end: nothing was acknowledged, so that files a kill left unreadable may go. */
  preparing?: true;
}

/** Who serves the folder now. */
export interface ServerRecord {
  owner: ProcessIdentity;
  supervisor: ProcessIdentity;
  /** The database's own process, rewritten by the supervisor at each restart. */
  database: ProcessIdentity | null;
  port: number;
}

/** The part of DATA_DIR that belongs to the embedded database. */
export class DataFolder {
  readonly root: string;
  readonly files: string;
  readonly log: string;
  readonly serverRecordPath: string;
  private readonly engineRecordPath: string;

  constructor(dataDir: string) {
    this.root = join(dataDir, 'database');
    this.files = join(this.root, 'files');
    this.log = join(this.root, 'server.log');
    this.serverRecordPath = join(this.root, 'server.json');
    this.engineRecordPath = join(this.root, 'engine.json');
  }

  engineRecord(): EngineRecord | undefined {
    return readJson<EngineRecord>(this.engineRecordPath);
  }

  /** The running server of this folder, or undefined when its owner and supervisor are both gone. */
  runningServer(): ServerRecord | undefined {
    const record = this.lastServer();
    return record && (isRunning(record.owner) || isRunning(record.supervisor)) ? record : undefined;
  }

  /** The last server of this folder that was not stopped in good order, whether anything of it runs or not. */
  lastServer(): ServerRecord | undefined {
    return readJson<ServerRecord>(this.serverRecordPath);
  }

  writeEngineRecord(record: EngineRecord): void {
    this.create();
    writeJson(this.engineRecordPath, record);
  }

  writeServerRecord(supervisorPid: number, port: number): void {
    const record: ServerRecord = {
      owner: identify(process.pid),
      supervisor: identify(supervisorPid),
      database: null,
      port,
    };
    writeJson(this.serverRecordPath, record);
  }

  removeServerRecord(): void {
    rmSync(this.serverRecordPath, { force: true });
  }

  /** For a folder whose first start was cut short. */
  removeFiles(): void {
    rmSync(this.files, { recursive: true, force: true });
  }

  create(): void {
    try {
      mkdirSync(this.files, { recursive: true });
      const probe = join(this.root, `.writable-${process.pid}`);
      writeFileSync(probe, '');
      rmSync(probe);
    } catch (error) {
      throw new DatabaseError(
        'data_dir_not_writable',
        `The data folder ${this.root} cannot be written (${(error as NodeJS.ErrnoException).code}). ` +
          'Give this user write access to it, or set DATA_DIR to a folder that is writable.',
        { cause: error },
      );
    }
  }
}

function readJson<T>(path: string): T | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as T;
  } catch (error) {
    // ENOTDIR: a file stands where the folder should be, which making the folder reports.
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}

/** Written aside and renamed, so that a kill leaves the old record or the new one, never half of one. */
export function writeJson(path: string, value: unknown): void {
  const aside = `${path}.${process.pid}`;
  writeFileSync(aside, `${JSON.stringify(value, null, 2)}\n`);
  renameSync(aside, path);
}
