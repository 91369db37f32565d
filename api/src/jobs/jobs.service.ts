import { Injectable, Logger } from '@nestjs/common';
import type { Actor } from '../access/actor';
import { badInput } from '../errors/domain-error';
import type { Page } from '../http/paging';
import type { JobDto, JobQueryDto } from './dto/job.dto';
import { JobPlaces } from './job-places';
import type { JobRecord } from './job-record';

const ORGANIZATION_ID = /^[0-9a-f]{24}$/;

/** What the jobs are doing. */
@Injectable()
export class JobsService {
  private readonly logger = new Logger(JobsService.name);

  constructor(private readonly places: JobPlaces) {}

  /** The platform's jobs, then those of each organization; a page holds the jobs of at most `limit` organizations. */
  async list(actor: Actor, { limit, cursor, status }: JobQueryDto): Promise<Page<JobDto>> {
    actor.require('job.read');
    if (cursor !== undefined && !ORGANIZATION_ID.test(cursor)) {
      throw badInput([{ path: 'cursor', message: 'must be the nextCursor of an earlier answer' }]);
    }
    const ids = await this.places.organizationsAfter(cursor, limit);
    const items = cursor === undefined ? (await this.places.platform.all()).map((record) => toJob(record, null)) : [];
    for (const id of ids) {
      const records = await this.recordsOf(id);
      items.push(...records.map((record) => toJob(record, id)));
    }
    const nextCursor = ids.length === limit ? (ids.at(-1) ?? null) : null;
    return { items: items.filter((job) => status === undefined || job.status === status), nextCursor };
  }

  /** Lets a job that was set aside run again. @returns whether there was one */
  async retry(actor: Actor, name: string, organizationId: string | undefined): Promise<boolean> {
    actor.require('job.retry');
    const leases = organizationId === undefined ? this.places.platform : await this.places.of(organizationId);
    return leases.retry(name, new Date());
  }

  /** None of an organization whose cluster does not answer: those of the others are told all the same. */
  private async recordsOf(id: string): Promise<JobRecord[]> {
    try {
      return await (await this.places.of(id)).all();
    } catch (error) {
      this.logger.warn(`The jobs of ${id} could not be read: ${(error as Error).message}`);
      return [];
    }
  }
}

function toJob(record: JobRecord, organizationId: string | null): JobDto {
  const { _id: name, leasedBy, setAside, nextAt, lastStartedAt, lastEndedAt, failures, lastError } = record;
  const status = setAside ? 'set_aside' : leasedBy === null ? 'waiting' : 'running';
  return { name, organizationId, status, nextAt, lastStartedAt, lastEndedAt, failures, lastError };
}
