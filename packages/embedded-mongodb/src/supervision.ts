import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { DataFolder } from './data-folder';
import { DatabaseError } from './database-error';
import { isRunning, type ProcessIdentity } from './process-identity';
import { RestartPauses, STOP_GRACE_MS } from './restart-policy';

const LOG_LINES_SHOWN = 8;
const PAUSE_MS = 50;

export interface Server {
  port: number;
  uri: string;
  program: string;
  args: string[];
}

/** The owner's side of the supervisor: starts it, stops it, and starts another one when it dies itself. */
export class Supervision {
  private supervisor: ChildProcess;
  private readonly stopping = new AbortController();

  constructor(
    private readonly folder: DataFolder,
    private readonly server: Server,
  ) {
    this.supervisor = this.start();
  }

  /** @throws DatabaseError when the supervisor ends before the server has answered: `data_dir_in_use`, `database_did_not_start` */
  async endedAtStart(): Promise<never> {
    await once(this.supervisor, 'exit');
    const { log } = this.folder;
    const lines = existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : [];
    const tail = lines.slice(-LOG_LINES_SHOWN).join('\n');
    if (/DBPathInUse|mongod\.lock|already (in use|being managed)|Resource busy|EBUSY/i.test(tail)) {
      throw inUse(this.folder, 'a database server that this program did not start');
    }
    throw new DatabaseError(
      'database_did_not_start',
      `The embedded database did not start. The end of ${log}:\n${tail}`,
    );
  }

  /** The server has answered: from here on the supervisor never gives it up, and is not given up either. */
  ready(): void {
    void this.keep();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    if (hasEnded(this.supervisor)) await endOrphan(this.folder.lastServer()?.database);
    else {
      const exited = once(this.supervisor, 'exit');
      this.supervisor.stdin?.end();
      await exited;
    }
    this.folder.removeServerRecord();
  }

  /** A supervisor that was killed leaves a server that nobody would start anew: both are begun again. */
  private async keep(): Promise<void> {
    const { signal } = this.stopping;
    for (const pauses = new RestartPauses(); ; ) {
      const startedAt = Date.now();
      this.supervisor.stdin?.write('ready\n');
      if (!hasEnded(this.supervisor)) await once(this.supervisor, 'exit', { signal }).catch(() => undefined);
      if (signal.aborted) return;
      process.stderr.write('The supervisor of the embedded database was ended from outside. It is started again.\n');
      await delay(pauses.next(Date.now() - startedAt), undefined, { signal }).catch(() => undefined);
      await endOrphan(this.folder.lastServer()?.database);
      if (signal.aborted) return;
      this.supervisor = this.start();
    }
  }

  private start(): ChildProcess {
    const { folder, server } = this;
    // The tests run this file from its source, the supervisor always runs compiled.
    const compiled = join(__dirname, 'supervisor.js');
    const script = existsSync(compiled) ? compiled : join(__dirname, '..', 'dist', 'supervisor.js');
    const supervisor = spawn(
      process.execPath,
      [script, folder.serverRecordPath, folder.log, server.uri, server.program, ...server.args],
      { detached: true, stdio: ['pipe', 'ignore', 'inherit'] },
    );
    supervisor.stdin?.on('error', () => undefined);
    if (supervisor.pid) {
      folder.writeServerRecord(supervisor.pid, server.port);
      supervisor.stdin?.write('start\n');
    }
    return supervisor;
  }
}

export function inUse(folder: DataFolder, by: string): DatabaseError {
  return new DatabaseError(
    'data_dir_in_use',
    `The data folder ${folder.root} is in use by ${by}. Stop it first, or set DATA_DIR to another folder.`,
  );
}

/**
 * Ends the database that outlived its supervisor, and holds the port and the files of the next one. Only where the system tells when a
 * process started: by its id alone it could be another program by now.
 */
export async function endOrphan(database: ProcessIdentity | null = null): Promise<void> {
  if (!database?.startTicks) return;
  const killAt = Date.now() + STOP_GRACE_MS;
  for (let signal: NodeJS.Signals | undefined = 'SIGTERM'; isRunning(database); await delay(PAUSE_MS)) {
    if (Date.now() > killAt) signal = 'SIGKILL';
    if (signal) send(signal, database.pid);
    signal = undefined;
  }
}

function send(signal: NodeJS.Signals, pid: number): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    // It ended since it was asked after.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess) => exitCode !== null || signalCode !== null;
