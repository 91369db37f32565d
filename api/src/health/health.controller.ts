import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Public } from '../auth/route-access';
import { HealthDto, ReadyDto } from './dto/health.dto';
import { Readiness } from './readiness';

@ApiTags('Health')
@Controller('health')
export class HealthController {
  constructor(private readonly readiness: Readiness) {}

  /** The process answers. */
  @Get('live')
  @Public()
  live(): HealthDto {
    return { status: 'ok' };
  }

  /** The process answers, and its database takes a write and reads it back; 503 within two seconds where it does not. */
  @Get('ready')
  @Public()
  async ready(): Promise<ReadyDto> {
    return { status: 'ok', database: await this.readiness.database() };
  }
}
