/**
 * Runs the database server as its only child: restarts it when it dies, stops it cleanly when its own input closes.
 * Input closes when the owner asks for a stop and also when the owner is killed, so no server is left behind.
 * It runs in a process group of its own: Ctrl-C reaches the owner alone, whose last requests still find the database.
 *
 * Arguments: the path of `server.json`, the log's path, the program, its arguments.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { openSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { type ServerRecord, writeJson } from './data-folder';
import { identify } from './process-identity';

const RESTART_PAUSE_MS = 200;
/** A server that dies this often without ever running long has something restarts do not mend. */
const QUICK_DEATHS_ALLOWED = 5;
const QUICK_DEATH_MS = 10_000;
const STOP_GRACE_MS = 20_000;

async function supervise(recordPath: string, logPath: string, program: string, args: string[]): Promise<number> {
  let stopping = false;
  let child: ChildProcess | undefined;
  let quickDeaths = 0;

  const stop = () => {
    if (stopping) return;
    stopping = true;
    child?.kill('SIGTERM');
    setTimeout(() => child?.kill('SIGKILL'), STOP_GRACE_MS).unref();
  };
  process.stdin.on('end', stop).on('error', stop).resume();
  process.on('SIGTERM', stop);
  process.on('SIGINT', () => undefined);

  while (!stopping) {
    const startedAt = Date.now();
    const log = openSync(logPath, 'a');
    child = spawn(program, args, { stdio: ['ignore', log, log] });
    const exited = new Promise<number>((resolve) => {
      child?.once('error', () => resolve(127));
      child?.once('exit', (code) => resolve(code ?? 1));
    });
    if (child.pid) recordDatabase(recordPath, child.pid);
    const code = await exited;
    if (stopping) return 0;
    quickDeaths = Date.now() - startedAt < QUICK_DEATH_MS ? quickDeaths + 1 : 0;
    if (quickDeaths > QUICK_DEATHS_ALLOWED || code === 127) return code || 1;
    await delay(RESTART_PAUSE_MS);
  }
  return 0;
}

function recordDatabase(recordPath: string, pid: number): void {
  const record = JSON.parse(readFileSync(recordPath, 'utf8')) as ServerRecord;
  writeJson(recordPath, { ...record, database: identify(pid) });
}

const [recordPath, logPath, program, ...args] = process.argv.slice(2);
if (!recordPath || !logPath || !program) throw new Error('usage: supervisor RECORD LOG PROGRAM [ARGS]');
const abandoned = () => process.exit(0);
process.stdin.once('end', abandoned);
// The owner writes the record once it knows this process's id, and then sends one line: only then is it safe to add to it.
process.stdin.once('data', () => {
  process.stdin.off('end', abandoned);
  void supervise(recordPath, logPath, program, args).then((code) => process.exit(code));
});
