import { Body, Controller, Get, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Actor, CurrentActor } from '../access/actor';
import { Requires } from '../access/requires.decorator';
import { PIN_PROBLEMS } from '../http/problem-groups';
import { Refuses } from '../http/refuses.decorator';
import { ReportRangeDto } from '../reports/dto/report.dto';
import { ClockDto, ClockedDto, HoursReportDto } from './dto/clock.dto';
import { TimeClockService } from './time-clock.service';

@ApiTags('Time clock')
@Controller()
export class TimeClockController {
  constructor(private readonly clock: TimeClockService) {}

  /** Somebody comes to work or goes, and says so by PIN at a till. A retry with the same id answers 200. */
  @Post('clock')
  @ApiCreatedResponse({ type: ClockedDto })
  @ApiOkResponse({ type: ClockedDto, description: 'It was clocked before; this is it.' })
  @Requires('clock.in_out')
  @Refuses(...PIN_PROBLEMS, 'clocked_in', 'clocked_out')
  async inOrOut(
    @CurrentActor() actor: Actor,
    @Body() body: ClockDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ClockedDto> {
    const { answer, replayed } = await this.clock.clock(actor, body);
    void reply.status(replayed ? 200 : 201);
    return answer;
  }

  /** What everybody worked, counted for the day on which it was begun. */
  @Get('reports/hours')
  @Requires('report.read')
  hours(@CurrentActor() actor: Actor, @Query() query: ReportRangeDto): Promise<HoursReportDto> {
    return this.clock.hours(actor, query);
  }
}
