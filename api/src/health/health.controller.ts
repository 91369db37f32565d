import { Controller, Get } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { ApiTags } from '@nestjs/swagger';
import type { Connection } from 'mongoose';
import { Public } from '../auth/authenticated.decorator';
import { DomainError } from '../common/domain-error';
import { MAIN } from '../main-db/main-connection';
import { HealthDto } from './dto/health.dto';

const PING_TIMEOUT_MS = 2_000;

@ApiTags('Health')
@Controller('health')
export class HealthController {
  constructor(@InjectConnection(MAIN) private readonly main: Connection) {}

  /** The process answers. */
  @Get('live')
  @Public()
  live(): HealthDto {
    return { status: 'ok' };
  }

  /** The process answers and its database does. */
  @Get('ready')
  @Public()
  async ready(): Promise<HealthDto> {
    const ping = this.main.getClient().db(this.main.name).command({ ping: 1 }, { timeoutMS: PING_TIMEOUT_MS });
    await ping.catch(() => {
      throw new DomainError('unavailable', 'database_unavailable', 'The database does not answer.');
    });
    return { status: 'ok' };
  }
}
