import { setTimeout as delay } from 'node:timers/promises';
import { DataFolder, type EngineName } from './data-folder';
import { chooseEngine, type EngineChoice } from './engine-choice';
import { assertFree, findFreePort } from './free-port';
import { mongodCommand } from './mongod-engine';
import { isRunning } from './process-identity';
import { untilItAnswersATransaction } from './readiness';
import { prepareSecantusDb } from './secantusdb-engine';
import { createEveryTable } from './secantusdb-tables';
import { endOrphan, inUse, Supervision } from './supervision';

export { DataFolder, type EngineName, type ServerRecord } from './data-folder';
export { DatabaseError, type DatabaseErrorCode } from './database-error';

const HANDOVER_TIMEOUT_MS = 30_000;

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

  const uri = uriOf(port);
  const supervision = new Supervision(folder, { port, uri, ...command });
  const stop = () => supervision.stop();
  const givenUp = new AbortController();
  try {
    await Promise.race([untilItAnswersATransaction(uri, server, engine, givenUp.signal), supervision.endedAtStart()]);
    if (isNew) {
      if (engine === 'secantusdb') await createEveryTable(uri);
      folder.writeEngineRecord({ engine, version, port });
    }
  } catch (error) {
    givenUp.abort();
    await stop();
    throw error;
  }
  supervision.ready();
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
  await endOrphan(folder.lastServer()?.database);
  return undefined;
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
