import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Actor, CurrentActor } from '../access/actor';
import { Requires } from '../access/requires.decorator';
import { PIN_PROBLEMS } from '../http/problem-groups';
import { Refuses } from '../http/refuses.decorator';
import { Approvals } from './approvals';
import { ApprovalDto, ApproverListDto, ApproversQueryDto, AskApprovalDto } from './dto/approval.dto';

@ApiTags('Approvals')
@Controller('approvals')
export class ApprovalsController {
  constructor(private readonly approvals: Approvals) {}

  /** Lends one permission for one act, by the PIN of somebody who holds it. */
  @Post()
  @Requires('sale.create')
  @Refuses(...PIN_PROBLEMS, 'approver_lacks_permission')
  give(@CurrentActor() actor: Actor, @Body() body: AskApprovalDto): Promise<ApprovalDto> {
    return this.approvals.give(actor, body);
  }

  /** Who may allow something: everybody who holds the permission and has a PIN. */
  @Get('approvers')
  @Requires('sale.create')
  approvers(@CurrentActor() actor: Actor, @Query() { permission }: ApproversQueryDto): Promise<ApproverListDto> {
    return this.approvals.approvers(actor, permission);
  }
}
