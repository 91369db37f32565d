import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Actor, CurrentActor } from '../access/actor';
import { Requires } from '../access/requires.decorator';
import { JobPageDto, JobQueryDto } from './dto/job.dto';
import { JobsService } from './jobs.service';

@ApiTags('Platform')
@Controller('platform/jobs')
export class JobsController {
  constructor(private readonly jobs: JobsService) {}

  /** Work that no request started: when it is due, who is at it, and what was set aside. */
  @Get()
  @Requires('job.read')
  list(@CurrentActor() actor: Actor, @Query() query: JobQueryDto): Promise<JobPageDto> {
    return this.jobs.list(actor, query);
  }
}
