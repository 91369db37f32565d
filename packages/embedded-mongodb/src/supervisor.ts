/**
 * Runs the database server as its only child: starts it anew when it dies or is of no use any more, stops it cleanly when its own
 * input closes. Input closes when the owner asks for a stop and also when the owner is killed, so no server is left behind.
 * It runs in a process group of its own: Ctrl-C reaches the owner alone, whose last requests still find the database.
 *
 * Until the owner says that the server has answered, one that dies again and again ends the supervisor, whose exit the owner
 * reports. After that it never gives up.
 *
 * Arguments: the path of `server.json`, the log's path, the server's address, the program, its arguments.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { type ServerRecord, writeJson } from './data-folder';
import { HealthProbe } from './health-probe';
import { identify } from './process-identity';
import { LineAMinute, Patience, RestartPauses, STOP_GRACE_MS } from './restart-policy';

/** A first start that fails this often has something restarts do not mend. */
const FAILED_STARTS_ALLOWED = 5;
const NOT_FOUND = 127;
const ASK_EVERY_MS = 2_000;

interface Server {
  recordPath: string;
  logPath: string;
  uri: string;
  program: string;
  args: string[];
}

class Supervisor {
  private child: ChildProcess | undefined;
  private answered = false;
  private readonly stopping = new AbortController();
  private readonly pauses = new RestartPauses();
  private readonly line = new LineAMinute();

  constructor(private readonly server: Server) {}

  /** Resolves with the exit code once it was told to stop, or a first start failed for good. */
  async run(): Promise<number> {
    for (let failedStarts = 0; ; ) {
      const startedAt = Date.now();
      const code = await this.runOnce();
      if (this.stopping.signal.aborted) return 0;
      if (!this.answered && (++failedStarts > FAILED_STARTS_ALLOWED || code === NOT_FOUND)) return code || 1;
      const pause = this.pauses.next(Date.now() - startedAt);
      this.say(`ended with ${code}`, pause);
      await delay(pause, undefined, { signal: this.stopping.signal }).catch(() => undefined);
      if (this.stopping.signal.aborted) return 0;
    }
  }

  /** The owner has had an answer of it. */
  ready(): void {
    if (this.answered) return;
    this.answered = true;
    void this.watch();
  }

  stop(): void {
    if (this.stopping.signal.aborted) return;
    this.stopping.abort();
    this.child?.kill('SIGTERM');
    setTimeout(() => this.child?.kill('SIGKILL'), STOP_GRACE_MS).unref();
  }

  private async runOnce(): Promise<number> {
    const { recordPath, logPath, program, args } = this.server;
    const log = openSync(logPath, 'a');
    const child = spawn(program, args, { stdio: ['ignore', log, log] });
    closeSync(log);
    this.child = child;
    const exited = new Promise<number>((resolve) => {
      child.once('error', () => resolve(NOT_FOUND));
      child.once('exit', (code) => resolve(code ?? 1));
    });
    if (child.pid) recordDatabase(recordPath, child.pid);
    return exited;
  }

  /** Ends a server that answers nothing but errors; the loop starts it anew. */
  private async watch(): Promise<void> {
    const probe = new HealthProbe(this.server.uri);
    const patience = new Map<ChildProcess | undefined, Patience>();
    while (!this.stopping.signal.aborted) {
      const { child } = this;
      // Each process is judged by what it does itself.
      const own = patience.get(child) ?? new Patience();
      patience.clear();
      patience.set(child, own);
      const askedAt = Date.now();
      const health = await probe.ask();
      if (this.child === child && own.isOver(health, Date.now(), askedAt)) {
        this.say(health === 'errors' ? 'answers nothing but errors and is ended' : 'does not answer and is ended', 0);
        child?.kill('SIGKILL');
      }
      await delay(ASK_EVERY_MS, undefined, { signal: this.stopping.signal }).catch(() => undefined);
    }
    await probe.close();
  }

  private say(what: string, pauseMs: number): void {
    if (!this.answered) return;
    const times = this.line.due(Date.now());
    if (times === undefined) return;
    const often = times > 1 ? ` (${times} times since this was last said)` : '';
    const again = `It is started again in ${pauseMs / 1000} s, and so on until it runs.`;
    process.stderr.write(`The embedded database ${what}${often}. ${again} Its log: ${this.server.logPath}\n`);
  }
}

/** For people and tests; nothing is decided by it, so that a disk too full for it is no reason to end. */
function recordDatabase(recordPath: string, pid: number): void {
  try {
    const record = JSON.parse(readFileSync(recordPath, 'utf8')) as ServerRecord;
    writeJson(recordPath, { ...record, database: identify(pid) });
  } catch (error) {
    process.stderr.write(
      `The database's process ${pid} could not be noted in ${recordPath}: ${(error as Error).message}\n`,
    );
  }
}

const [recordPath, logPath, uri, program, ...args] = process.argv.slice(2);
if (!recordPath || !logPath || !uri || !program) throw new Error('usage: supervisor RECORD LOG URI PROGRAM [ARGS]');
const supervisor = new Supervisor({ recordPath, logPath, uri, program, args });
const input = createInterface({ input: process.stdin });
let started = false;
input.on('line', (line) => {
  // The owner writes the record once it knows this process's id, and then says so: only then is it safe to add to it.
  if (line === 'start' && !started) {
    started = true;
    void supervisor.run().then((code) => process.exit(code));
  } else if (line === 'ready') supervisor.ready();
});
input.on('close', () => (started ? supervisor.stop() : process.exit(0)));
process.stdin.on('error', () => supervisor.stop());
process.on('SIGTERM', () => supervisor.stop());
process.on('SIGINT', () => undefined);
