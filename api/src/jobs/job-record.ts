/** A job as its database knows it: when it is due, and who is at it. */
export interface JobRecord {
  /** The job's name. */
  _id: string;
  nextAt: Date;
  /** One run of one process; null while nobody is at it. */
  leasedBy: string | null;
  leaseUntil: Date | null;
  /** Runs in a row that failed, or whose process died. */
  failures: number;
  lastError: string | null;
  lastStartedAt: Date | null;
  lastEndedAt: Date | null;
  /** Failed too often: not run again until somebody has seen to it. */
  setAside: boolean;
}
