import type { Connection } from 'mongoose';
import type { Actor } from '../access/actor';
import type { ResolveService } from '../tenancy/tenant-scope';

/** What a run of a job works with. */
export interface JobRun {
  actor: Actor;
  /** Main's, or one tenant's. */
  connection: Connection;
  /** Aborted when the lease is lost or the process stops: what is half done is left to the next run. */
  signal: AbortSignal;
}

export interface PlatformJobRun extends JobRun {
  /** The program's own services. */
  resolve: ResolveService;
}

export interface TenantJobRun extends JobRun {
  /** The tenant's own services, as its requests have them. */
  resolve: ResolveService;
}

/** What jobs have in common; the database knows one by its name, which stays the same across releases. */
interface Recurring {
  name: string;
  /** From the end of one run to the next. */
  everyMs: number;
}

/** Once for the deployment, in main. */
export interface PlatformJob extends Recurring {
  scope: 'platform';
  run(run: PlatformJobRun): Promise<void>;
}

/** Once for each organization, in its database. */
export interface TenantJob extends Recurring {
  scope: 'tenant';
  run(run: TenantJobRun): Promise<void>;
}

/** Work that no request started, and that comes back. A run may be cut off anywhere and is then done anew, so it must bear repeating. */
export type Job = PlatformJob | TenantJob;

/** The token of every job there is. */
export const JOBS = Symbol('JOBS');
