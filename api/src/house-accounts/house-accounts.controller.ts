import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Actor, CurrentActor } from '../access/actor';
import { Requires } from '../access/requires.decorator';
import { Refuses } from '../http/refuses.decorator';
import { IdempotencyKey, type KeyedRequest, TakesIdempotencyKey } from '../idempotency/idempotency-key';
import { ReportRangeDto } from '../reports/dto/report.dto';
import {
  CreateHouseAccountDto,
  HouseAccountDto,
  HouseAccountPageDto,
  HouseAccountQueryDto,
  StatementDto,
  UpdateHouseAccountDto,
} from './dto/house-account.dto';
import { HouseAccountsService } from './house-accounts.service';

@ApiTags('House accounts')
@Controller('house-accounts')
export class HouseAccountsController {
  constructor(private readonly accounts: HouseAccountsService) {}

  /** Who buys on account, by name, and what is owed. */
  @Get()
  @Requires('sale.create')
  list(@CurrentActor() actor: Actor, @Query() query: HouseAccountQueryDto): Promise<HouseAccountPageDto> {
    return this.accounts.list(actor, query);
  }

  /** Opens an account. */
  @Post()
  @TakesIdempotencyKey()
  @Requires('house_account.write')
  create(
    @CurrentActor() actor: Actor,
    @Body() body: CreateHouseAccountDto,
    @IdempotencyKey() key?: KeyedRequest,
  ): Promise<HouseAccountDto> {
    return this.accounts.create(actor, body, key);
  }

  /** One account. */
  @Get(':code')
  @Requires('sale.create')
  @Refuses('house_account_not_found')
  get(@CurrentActor() actor: Actor, @Param('code') code: string): Promise<HouseAccountDto> {
    return this.accounts.get(actor, code);
  }

  /** Changes an account; a closed one buys nothing more, and is still paid. */
  @Put(':code')
  @Requires('house_account.write')
  @Refuses('house_account_not_found', 'stale_version')
  update(
    @CurrentActor() actor: Actor,
    @Param('code') code: string,
    @Body() body: UpdateHouseAccountDto,
  ): Promise<HouseAccountDto> {
    return this.accounts.update(actor, code, body);
  }

  /** What was bought and paid on some business days, and what was owed before and after. */
  @Get(':code/statement')
  @Requires('report.read')
  @Refuses('house_account_not_found')
  statement(
    @CurrentActor() actor: Actor,
    @Param('code') code: string,
    @Query() range: ReportRangeDto,
  ): Promise<StatementDto> {
    return this.accounts.statement(actor, code, range);
  }
}
