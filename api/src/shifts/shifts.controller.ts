import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Actor, CurrentActor } from '../access/actor';
import { Requires } from '../access/requires.decorator';
import { APPROVAL_PROBLEMS } from '../http/problem-groups';
import { Refuses } from '../http/refuses.decorator';
import { DrawerService } from './drawer.service';
import {
  CashMovementDto,
  CloseShiftDto,
  MoveCashDto,
  OpenShiftDto,
  ShiftDto,
  ShiftPageDto,
  ShiftQueryDto,
  ZReportDto,
  ZReportPageDto,
  ZReportQueryDto,
} from './dto/shift.dto';
import { ShiftFiguresDto } from './dto/shift-figures.dto';
import { ShiftsService } from './shifts.service';

@ApiTags('Shifts')
@Controller()
export class ShiftsController {
  constructor(
    private readonly shifts: ShiftsService,
    private readonly drawer: DrawerService,
  ) {}

  /** Opens a register's drawer with a count. A retry with the same id and count answers the same shift with 200. */
  @Post('registers/:id/shifts')
  @ApiCreatedResponse({ type: ShiftDto })
  @ApiOkResponse({ type: ShiftDto, description: 'The shift was opened before; this is it.' })
  @Requires('drawer.open_shift')
  @Refuses('id_reused', 'register_closed', 'register_not_found', 'shift_open')
  async open(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() body: OpenShiftDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ShiftDto> {
    const { answer, replayed } = await this.drawer.open(actor, id, body);
    void reply.status(replayed ? 200 : 201);
    return answer;
  }

  /** Shifts, latest first. */
  @Get('shifts')
  @Requires('sale.read')
  @Refuses('register_not_found')
  list(@CurrentActor() actor: Actor, @Query() query: ShiftQueryDto): Promise<ShiftPageDto> {
    return this.shifts.list(actor, query);
  }

  /** One shift. */
  @Get('shifts/:id')
  @Requires('sale.read')
  @Refuses('shift_not_found')
  get(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<ShiftDto> {
    return this.shifts.get(actor, id);
  }

  /** Puts cash into the drawer, takes some out, or only opens it. A retry with the same id and content answers 200. */
  @Post('shifts/:id/movements')
  @ApiCreatedResponse({ type: CashMovementDto })
  @ApiOkResponse({ type: CashMovementDto, description: 'It was moved before; this is that.' })
  @Requires('drawer.pay_in')
  @Refuses(
    ...APPROVAL_PROBLEMS,
    'id_reused',
    'register_not_found',
    'shift_closed',
    'shift_not_found',
    'too_many_movements',
  )
  async move(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() body: MoveCashDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CashMovementDto> {
    const { answer, replayed } = await this.drawer.move(actor, id.toLowerCase(), body);
    void reply.status(replayed ? 200 : 201);
    return answer;
  }

  /** The figures so far; for managers, and for the shift's own cashier where the store does not count blind. */
  @Get('shifts/:id/x')
  @Requires('sale.read')
  @Refuses('shift_not_found')
  x(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<ShiftFiguresDto> {
    return this.shifts.x(actor, id);
  }

  /** Counts the drawer and ends the shift; repeated with the same counts it answers the same. */
  @Post('shifts/:id/close')
  @HttpCode(200)
  @Requires('drawer.open_shift')
  @Refuses(...APPROVAL_PROBLEMS, 'id_reused', 'reason_required', 'shift_closed', 'shift_not_found')
  close(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: CloseShiftDto): Promise<ShiftDto> {
    return this.drawer.close(actor, id.toLowerCase(), body);
  }

  /** Closed shifts as they were closed, latest first. */
  @Get('z-reports')
  @Requires('report.read')
  @Refuses('register_not_found')
  zReports(@CurrentActor() actor: Actor, @Query() query: ZReportQueryDto): Promise<ZReportPageDto> {
    return this.shifts.zReports(actor, query);
  }

  /** One closed shift as it was closed, with what came in since. */
  @Get('z-reports/:id')
  @Requires('report.read')
  @Refuses('shift_not_found')
  zReport(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<ZReportDto> {
    return this.shifts.zReport(actor, id);
  }
}
