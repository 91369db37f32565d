import { Body, Controller, Delete, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Authenticated } from '../auth/authenticated.decorator';
import { PageQueryDto } from '../common/paging.dto';
import { IdempotencyKey, type KeyedRequest, TakesIdempotencyKey } from '../idempotency/idempotency-key';
import { DepositDto, DepositInputDto, DepositPageDto, DepositUpdateDto } from './dto/deposit.dto';
import { RuleDeletedDto } from './dto/rule.dto';
import { PricingRulesService, type RuleContent } from './pricing-rules.service';

const KIND = 'deposits';

@ApiTags('Pricing: deposits')
@Controller('pricing/deposits')
export class DepositsController {
  constructor(private readonly rules: PricingRulesService) {}

  /** The container deposits. */
  @Get()
  @Authenticated('manager')
  list(@Query() query: PageQueryDto): Promise<DepositPageDto> {
    return this.rules.list(KIND, query) as Promise<DepositPageDto>;
  }

  /** One deposit. */
  @Get(':id')
  @Authenticated('manager')
  get(@Param('id') id: string): Promise<DepositDto> {
    return this.rules.get(KIND, id) as Promise<DepositDto>;
  }

  /** Charges a deposit on containers. */
  @Post()
  @TakesIdempotencyKey()
  @Authenticated('org_admin')
  create(@Body() body: DepositInputDto, @IdempotencyKey() key?: KeyedRequest): Promise<DepositDto> {
    return this.rules.create(KIND, body as RuleContent<typeof KIND>, key) as Promise<DepositDto>;
  }

  /** Replaces the whole rule with its next version; sales made before keep the version they were priced with. */
  @Put(':id')
  @Authenticated('org_admin')
  replace(@Param('id') id: string, @Body() body: DepositUpdateDto): Promise<DepositDto> {
    const { version, ...content } = body;
    return this.rules.replace(KIND, id, {
      ...(content as RuleContent<typeof KIND>),
      version,
    }) as Promise<DepositDto>;
  }

  /** Takes the rule away. To end it on a day, set `effectiveTo` instead. */
  @Delete(':id')
  @Authenticated('org_admin')
  remove(@Param('id') id: string): Promise<RuleDeletedDto> {
    return this.rules.remove(KIND, id);
  }
}
