import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Actor, CurrentActor } from '../access/actor';
import { Requires } from '../access/requires.decorator';
import { EmptyBodyDto } from '../http/empty-body.dto';
import { Refuses } from '../http/refuses.decorator';
import { IdempotencyKey, type KeyedRequest, TakesIdempotencyKey } from '../idempotency/idempotency-key';
import { NewReportMailDto, ReportMailDto, ReportMailListDto, ReportMailStoppedDto } from './dto/report-mail.dto';
import { ReportMailsService } from './report-mails.service';

@ApiTags('Reports')
@Controller('report-mails')
export class ReportMailsController {
  constructor(private readonly mails: ReportMailsService) {}

  /** Reports that go out by e-mail, and whether this deployment sends any. */
  @Get()
  @Requires('report.read')
  list(@CurrentActor() actor: Actor): Promise<ReportMailListDto> {
    return this.mails.list(actor);
  }

  /** Has a report sent each day, week or month. */
  @Post()
  @TakesIdempotencyKey()
  @Requires('report.read')
  @Refuses('too_many_report_mails', 'mail_not_set_up')
  create(
    @CurrentActor() actor: Actor,
    @Body() body: NewReportMailDto,
    @IdempotencyKey() key?: KeyedRequest,
  ): Promise<ReportMailDto> {
    return this.mails.create(actor, body, key);
  }

  /** Sends one now, of the period that ended last. */
  @Post(':id/send')
  @HttpCode(200)
  @Requires('report.read')
  @Refuses('mail_not_sent', 'mail_not_set_up', 'report_mail_not_found')
  send(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() _: EmptyBodyDto): Promise<ReportMailDto> {
    return this.mails.send(actor, id);
  }

  /** Sends no more of them. */
  @Delete(':id')
  @Requires('report.read')
  @Refuses('report_mail_not_found')
  stop(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<ReportMailStoppedDto> {
    return this.mails.stop(actor, id);
  }
}
