import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Actor, CurrentActor } from '../access/actor';
import { Requires } from '../access/requires.decorator';
import { AuditTrailService } from './audit-trail.service';
import { AuditPageDto, AuditQueryDto } from './dto/audit.dto';

@ApiTags('Audit')
@Controller('audit')
export class AuditTrailController {
  constructor(private readonly trail: AuditTrailService) {}

  /** Who did what, when, and who allowed it; latest first. Nothing changes an entry. */
  @Get()
  @Requires('audit.read')
  list(@CurrentActor() actor: Actor, @Query() query: AuditQueryDto): Promise<AuditPageDto> {
    return this.trail.list(actor, query);
  }
}
