import { randomUUID } from 'node:crypto';
import type { Collection, Db } from 'mongodb';
import { ID_INDEX, violatedIndex } from '../mongo/transaction';
import type { Job } from './job';
import type { JobRecord } from './job-record';

/** Renewed many times before it runs out; a dead process's job passes on when it has. */
export const LEASE_MS = 20_000;
const MOST_FAILURES = 10;
const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 10 * 60_000;
const LONGEST_ERROR = 500;
const ABANDONED = 'The process that ran it ended before it did.';

/** The right to one run. */
export interface Lease {
  name: string;
  holder: string;
}

/**
 * The jobs of one database and who is at them. Every change of hands is one atomic update, so that at most one process holds a lease.
 * Times are the processes' own: their clocks must agree to a few seconds.
 */
export class JobLeases {
  private readonly records: Collection<JobRecord>;

  constructor(database: Db) {
    this.records = database.collection<JobRecord>('jobs');
  }

  all(): Promise<JobRecord[]> {
    return this.records.find().sort({ _id: 1 }).toArray();
  }

  /** Makes a job known, due now. */
  async ensure({ name }: Job, now: Date): Promise<void> {
    const record: Omit<JobRecord, '_id'> = {
      nextAt: now,
      leasedBy: null,
      leaseUntil: null,
      failures: 0,
      lastError: null,
      lastStartedAt: null,
      lastEndedAt: null,
      setAside: false,
    };
    await this.records.updateOne({ _id: name }, { $setOnInsert: record }, { upsert: true }).catch((error: unknown) => {
      // Another process made it known a moment earlier.
      if (violatedIndex(error) !== ID_INDEX) throw error;
    });
  }

  /** Takes a job that is due, or whose process died. Undefined where somebody else was faster. */
  async take({ name }: Job, now: Date): Promise<Lease | undefined> {
    const holder = randomUUID();
    const leased = { leasedBy: holder, leaseUntil: new Date(now.getTime() + LEASE_MS), lastStartedAt: now };
    const waiting = { _id: name, setAside: false, nextAt: { $lte: now }, leaseUntil: null };
    const taken = await this.records.updateOne(waiting, { $set: leased });
    if (taken.modifiedCount === 1) return { name, holder };
    const abandoned = await this.records.findOneAndUpdate(
      { _id: name, setAside: false, leaseUntil: { $lt: now } },
      { $set: { ...leased, lastError: ABANDONED }, $inc: { failures: 1 } },
      { returnDocument: 'after' },
    );
    if (!abandoned) return undefined;
    if (abandoned.failures < MOST_FAILURES) return { name, holder };
    await this.release({ name, holder }, { setAside: true });
    return undefined;
  }

  /** @returns false where the lease has passed on */
  async renew({ name, holder }: Lease, now: Date): Promise<boolean> {
    const leaseUntil = new Date(now.getTime() + LEASE_MS);
    const { matchedCount } = await this.records.updateOne({ _id: name, leasedBy: holder }, { $set: { leaseUntil } });
    return matchedCount === 1;
  }

  async succeeded(lease: Lease, { everyMs }: Job, now: Date): Promise<void> {
    const nextAt = new Date(now.getTime() + everyMs * jitter());
    await this.release(lease, { nextAt, failures: 0, lastError: null, lastEndedAt: now });
  }

  /** @returns whether it was set aside */
  async failed(lease: Lease, error: unknown, now: Date): Promise<boolean> {
    const record = await this.records.findOne({ _id: lease.name, leasedBy: lease.holder });
    if (!record) return false;
    const failures = record.failures + 1;
    const pause = Math.min(FIRST_PAUSE_MS * 2 ** (failures - 1), LONGEST_PAUSE_MS) * jitter();
    await this.release(lease, {
      nextAt: new Date(now.getTime() + pause),
      failures,
      lastError: String((error as Error)?.message ?? error).slice(0, LONGEST_ERROR),
      lastEndedAt: now,
      setAside: failures >= MOST_FAILURES,
    });
    return failures >= MOST_FAILURES;
  }

  /** Gives a job back as it was found: the process stops. */
  handBack(lease: Lease, now: Date): Promise<void> {
    return this.release(lease, { nextAt: now });
  }

  /** Lets a job that was set aside run again. @returns whether there was one */
  async retry(name: string, now: Date): Promise<boolean> {
    const again = { setAside: false, failures: 0, nextAt: now };
    const { matchedCount } = await this.records.updateOne({ _id: name, setAside: true }, { $set: again });
    return matchedCount === 1;
  }

  private async release({ name, holder }: Lease, change: Partial<JobRecord>): Promise<void> {
    const released = { leasedBy: null, leaseUntil: null, ...change };
    await this.records.updateOne({ _id: name, leasedBy: holder }, { $set: released });
  }
}

/** So that what failed together does not come back together. */
function jitter(): number {
  return 0.75 + Math.random() / 2;
}
