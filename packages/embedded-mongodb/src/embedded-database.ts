import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { DataFolder, type EngineName } from './data-folder';
import { DatabaseError } from './database-error';
import { chooseEngine, type EngineChoice } from './engine-choice';
import { assertFree, findFreePort } from './free-port';
import { mongodCommand } from './mongod-engine';
import { isRunning } from './process-identity';
import { untilItAnswersATransaction } from './readiness';
import { prepareSecantusDb } from './secantusdb-engine';
import { createEveryTable } from './secantusdb-tables';

export { DataFolder, type EngineName, type ServerRecord } from './data-folder';
export { DatabaseError, type DatabaseErrorCode } from './database-error';

const HANDOVER_TIMEOUT_MS = 30_000;
const LOG_LINES_SHOWN = 8;

export interface EmbeddedDatabaseOptions {
  /** `DATA_DIR`; the database keeps to its folder `database`. */
  dataDir: string;
  /** Where engines are installed; may be shared by any number of data folders. */
  cacheDir: string;
  /** `POS_DATABASE` */
  engine?: EngineName;
  /** `MONGOD_BINARY` */
  mongodBinary?: string;
  path?: string;
  /** Use the server that already runs on this folder instead of refusing: for commands beside a running application. */
  join?: boolean;
  progress?: (line: string) => void;
}

export interface EmbeddedDatabase {
  uri: string;
  engine: EngineName;
  /** True when another process owns the server; `stop` then leaves it running. */
  joined: boolean;
  stop(): Promise<void>;
}

/**
 * Starts the embedded server of this data folder and waits until it answers a transaction.
 * @throws DatabaseError for each thing that can be missing; nothing was touched when the code is `engine_mismatch`.
 */
export async function openEmbeddedDatabase(options: EmbeddedDatabaseOptions): Promise<EmbeddedDatabase> {
  const folder = new DataFolder(options.dataDir);
  const progress = options.progress ?? (() => undefined);

  const joined = await joinOrWaitForPreviousOwner(folder, options.join ?? false);
  if (joined) return joined;

  const record = folder.engineRecord();
  const { engine: forced, mongodBinary, cacheDir } = options;
  const path = options.path ?? process.env['PATH'] ?? '';
  const choice = await chooseEngine({ forced, mongodBinary, path, cacheDir, progress }, record, folder.root);

  if (record?.preparing) folder.removeFiles();
  folder.create();
  const port = record?.port ?? (await findFreePort());
  await assertFree(port);
  const server = { port, files: folder.files };
  const command = await prepare(choice, options.cacheDir, server, progress);
  const { engine, version } = choice;
  const isNew = record === undefined || record.preparing === true;
  if (isNew) folder.writeEngineRecord({ engine, version, port, preparing: true });
  else if (record.version !== version) folder.writeEngineRecord({ engine, version, port });

  const supervisor = startSupervisor(folder, port, command);
  const uri = uriOf(port);
  const stop = () => stopSupervisor(supervisor, folder);
  const givenUp = new AbortController();
  try {
    await Promise.race([
      untilItAnswersATransaction(uri, server, engine, givenUp.signal),
      failWhenItExits(supervisor, folder),
    ]);
    if (isNew) {
      if (engine === 'secantusdb') await createEveryTable(uri);
      folder.writeEngineRecord({ engine, version, port });
    }
  } catch (error) {
    givenUp.abort();
    await stop();
    throw error;
  }
  // From here on the supervisor never gives it up.
  supervisor.stdin?.write('ready\n');
  return { uri, engine, joined: false, stop };
}

async function joinOrWaitForPreviousOwner(folder: DataFolder, mayJoin: boolean): Promise<EmbeddedDatabase | undefined> {
  const deadline = Date.now() + HANDOVER_TIMEOUT_MS;
  for (let server = folder.runningServer(); server; server = folder.runningServer()) {
    const { engine, preparing } = folder.engineRecord() ?? {};
    if (isRunning(server.owner) && engine) {
      if (!mayJoin) throw inUse(folder, `process ${server.owner.pid}`);
      // What is written before its first start has ended would go with its files.
      if (preparing) {
        await delay(50);
        continue;
      }
      const uri = uriOf(server.port);
      await untilItAnswersATransaction(uri, { port: server.port, files: folder.files }, engine);
      return { uri, engine, joined: true, stop: async () => undefined };
    }
    // The owner was killed; its supervisor is closing the files right now.
    if (Date.now() > deadline) throw inUse(folder, `process ${server.supervisor.pid}, which does not stop`);
    await delay(50);
  }
  return undefined;
}

function inUse(folder: DataFolder, by: string): DatabaseError {
  return new DatabaseError(
    'data_dir_in_use',
    `The data folder ${folder.root} is in use by ${by}. Stop it first, or set DATA_DIR to another folder.`,
  );
}

function uriOf(port: number): string {
  return `mongodb://127.0.0.1:${port}/?directConnection=true`;
}

function prepare(
  choice: EngineChoice,
  cacheDir: string,
  server: { port: number; files: string },
  progress: (line: string) => void,
) {
  return choice.engine === 'mongod'
    ? mongodCommand(choice.binary, server)
    : prepareSecantusDb(choice.python, cacheDir, server, progress);
}

function startSupervisor(folder: DataFolder, port: number, command: { program: string; args: string[] }): ChildProcess {
  // The tests run this file from its source, the supervisor always runs compiled.
  const compiled = join(__dirname, 'supervisor.js');
  const script = existsSync(compiled) ? compiled : join(__dirname, '..', 'dist', 'supervisor.js');
  const supervisor = spawn(
    process.execPath,
    [script, folder.serverRecordPath, folder.log, uriOf(port), command.program, ...command.args],
    { detached: true, stdio: ['pipe', 'ignore', 'inherit'] },
  );
  supervisor.stdin?.on('error', () => undefined);
  if (supervisor.pid) {
    folder.writeServerRecord(supervisor.pid, port);
    supervisor.stdin?.write('start\n');
  }
  return supervisor;
}

async function stopSupervisor(supervisor: ChildProcess, folder: DataFolder): Promise<void> {
  if (supervisor.exitCode === null && supervisor.signalCode === null) {
    const exited = once(supervisor, 'exit');
    supervisor.stdin?.end();
    await exited;
  }
  folder.removeServerRecord();
}

async function failWhenItExits(supervisor: ChildProcess, folder: DataFolder): Promise<never> {
  await once(supervisor, 'exit');
  const log = existsSync(folder.log) ? readFileSync(folder.log, 'utf8').trim().split('\n') : [];
  const tail = log.slice(-LOG_LINES_SHOWN).join('\n');
  if (/DBPathInUse|mongod\.lock|already (in use|being managed)|Resource busy|EBUSY/i.test(tail)) {
    throw inUse(folder, 'a database server that this program did not start');
  }
  throw new DatabaseError(
    'database_did_not_start',
    `The embedded database did not start. The end of ${folder.log}:\n${tail}`,
  );
}
