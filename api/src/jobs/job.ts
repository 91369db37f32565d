import type { Connection } from 'mongoose';
import type { Actor } from '../access/actor';

/** What a run of a job works with. */
export interface JobRun {
  actor: Actor;
  /** Main's, or one tenant's. */
  connection: Connection;
  /** Aborted when the lease is lost or the process stops: what is half done is left to the next run. */
  signal: AbortSignal;
}

/** Work that no request started, and that comes back. A run may be cut off anywhere and is then done anew, so it must bear repeating. */
export interface Job {
  /** Stays the same across releases: the database knows the job by it. */
  name: string;
  /** Once for the deployment, in main; or once for each organization, in its database. */
  scope: 'platform' | 'tenant';
  /** From the end of one run to the next. */
  everyMs: number;
  run(run: JobRun): Promise<void>;
}

/** The token of every job there is. */
export const JOBS = Symbol('JOBS');
