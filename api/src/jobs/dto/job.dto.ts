import { IsIn } from 'class-validator';
import { Omittable } from '../../http/omittable';
import { PageQueryDto } from '../../http/paging.dto';

export const JOB_STATUSES = ['waiting', 'running', 'set_aside'] as const;
export type JobStatus = (typeof JOB_STATUSES)[number];

export class JobQueryDto extends PageQueryDto {
  /** Only jobs that are so. */
  @Omittable()
  @IsIn(JOB_STATUSES)
  status?: JobStatus;
}

/** Work that no request started. */
export class JobDto {
  /** @example "purge-expired-keys" */
  name: string;

  /** The organization whose data it works on; null for the platform's own. */
  organizationId: string | null;

  /**
   * `set_aside` when it failed ten times in a row; it is not run again until somebody has seen to it.
   * @example "waiting"
   */
  status: JobStatus;

  /** When it is due again. */
  nextAt: Date;

  lastStartedAt: Date | null;

  lastEndedAt: Date | null;

  /** Runs in a row that failed. */
  failures: number;

  lastError: string | null;
}

export class JobPageDto {
  items: JobDto[];
  nextCursor: string | null;
}
