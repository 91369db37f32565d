import { type DynamicModule, Module } from '@nestjs/common';
import { JOBS, type Job } from './job';
import { JobPlaces } from './job-places';
import { JobRunner } from './job-runner';
import { JobsController } from './jobs.controller';
import { JobsService } from './jobs.service';

@Module({})
export class JobsModule {
  /** @param jobs every job there is, from whichever feature */
  static with(jobs: readonly Job[]): DynamicModule {
    return {
      module: JobsModule,
      controllers: [JobsController],
      providers: [{ provide: JOBS, useValue: jobs }, JobPlaces, JobRunner, JobsService],
      exports: [JobRunner, JobsService],
    };
  }
}
