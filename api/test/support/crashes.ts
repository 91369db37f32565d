/** Where a process dies: at which of its next calls to the database, and whether that one was carried out by then. */
export interface Crash {
  call: number;
  carriedOut: boolean;
}

type Command = (...inputs: unknown[]) => Promise<unknown>;

/** Through which the driver asks a server for anything; it has no types of its own. */
const { prototype: driver } = (require('mongodb/lib/sdam/server') as { Server: { prototype: { command: Command } } })
  .Server;

/**
 * Makes this process's work break off at one of its calls to the database, as if it had died there: whatever it was at goes no further,
 * and whoever asked gets no answer that says what became of it. The transaction is given up, as the server gives up those of the dead.
 */
export class Crashes {
  /** How often one came about. */
  count = 0;
  private armed: Crash | undefined;
  /** Dead for good: what it would still have done, to clean up after itself, it does not do either. */
  private dead = false;
  private killsNow = false;
  private readonly whole: Command;

  constructor() {
    this.whole = driver.command;
    const crashes = this;
    driver.command = async function command(this: unknown, ...inputs: unknown[]) {
      if (crashes.dead) throw new Error('the process is dead');
      const crash = crashes.isNow();
      if (crash && !crash.carriedOut) throw new Error('the process died before it asked');
      const answer = await crashes.whole.apply(this, inputs);
      if (crash) throw new Error('the process died before it knew the answer');
      return answer;
    };
  }

  /** Runs something that dies at a call, if it makes so many. */
  async during<T>(crash: Crash | null, work: () => Promise<T>): Promise<T> {
    this.armed = crash ?? undefined;
    try {
      return await work();
    } finally {
      this.armed = undefined;
    }
  }

  /** As `during`, for a process that is gone: nothing it does after its crash reaches the database. */
  async killing<T>(crash: Crash, work: () => Promise<T>): Promise<T> {
    this.killsNow = true;
    try {
      return await this.during(crash, work);
    } finally {
      this.killsNow = false;
      this.dead = false;
    }
  }

  restore(): void {
    driver.command = this.whole;
  }

  private isNow(): Crash | undefined {
    if (!this.armed) return undefined;
    if (this.armed.call > 0) {
      this.armed = { ...this.armed, call: this.armed.call - 1 };
      return undefined;
    }
    const now = this.armed;
    this.armed = undefined;
    this.count++;
    this.dead = this.killsNow;
    return now;
  }
}
