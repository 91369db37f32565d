import { Body, Controller, Get, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Actor, CurrentActor } from '../access/actor';
import { Requires } from '../access/requires.decorator';
import { Refuses } from '../http/refuses.decorator';
import { RefusalDto, RefusalPageDto, RefusalQueryDto, RefuseDto } from './dto/refusal.dto';
import { RefusalsService } from './refusals.service';

@ApiTags('Refusals')
@Controller('refusals')
export class RefusalsController {
  constructor(private readonly refusals: RefusalsService) {}

  /** Records that a sale was refused, and why. A retry with the same id and content answers 200. */
  @Post()
  @ApiCreatedResponse({ type: RefusalDto })
  @ApiOkResponse({ type: RefusalDto, description: 'It was recorded before; this is it.' })
  @Requires('refusal.record')
  @Refuses('id_reused', 'register_not_found')
  async record(
    @CurrentActor() actor: Actor,
    @Body() body: RefuseDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RefusalDto> {
    const { answer, replayed } = await this.refusals.record(actor, body);
    void reply.status(replayed ? 200 : 201);
    return answer;
  }

  /** What was refused, latest first. */
  @Get()
  @Requires('audit.read')
  list(@CurrentActor() actor: Actor, @Query() query: RefusalQueryDto): Promise<RefusalPageDto> {
    return this.refusals.list(actor, query);
  }
}
