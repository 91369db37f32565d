import { Body, Controller, Delete, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Authenticated } from '../auth/authenticated.decorator';
import { PageQueryDto } from '../common/paging.dto';
import { IdempotencyKey, type KeyedRequest, TakesIdempotencyKey } from '../idempotency/idempotency-key';
import { RuleDeletedDto } from './dto/rule.dto';
import { TaxDto, TaxInputDto, TaxPageDto, TaxUpdateDto } from './dto/tax.dto';
import { PricingRulesService, type RuleContent } from './pricing-rules.service';

const KIND = 'taxes';

@ApiTags('Pricing: taxes')
@Controller('pricing/taxes')
export class TaxesController {
  constructor(private readonly rules: PricingRulesService) {}

  /** The taxes charged on sales. */
  @Get()
  @Authenticated('manager')
  list(@Query() query: PageQueryDto): Promise<TaxPageDto> {
    return this.rules.list(KIND, query) as Promise<TaxPageDto>;
  }

  /** One tax. */
  @Get(':id')
  @Authenticated('manager')
  get(@Param('id') id: string): Promise<TaxDto> {
    return this.rules.get(KIND, id) as Promise<TaxDto>;
  }

  /** Charges a tax from its effective date on. */
  @Post()
  @TakesIdempotencyKey()
  @Authenticated('org_admin')
  create(@Body() body: TaxInputDto, @IdempotencyKey() key?: KeyedRequest): Promise<TaxDto> {
    return this.rules.create(KIND, body as RuleContent<typeof KIND>, key) as Promise<TaxDto>;
  }

  /** Replaces the whole rule with its next version; sales made before keep the version they were priced with. */
  @Put(':id')
  @Authenticated('org_admin')
  replace(@Param('id') id: string, @Body() body: TaxUpdateDto): Promise<TaxDto> {
    const { version, ...content } = body;
    return this.rules.replace(KIND, id, {
      ...(content as RuleContent<typeof KIND>),
      version,
    }) as Promise<TaxDto>;
  }

  /** Takes the rule away. To end it on a day, set `effectiveTo` instead. */
  @Delete(':id')
  @Authenticated('org_admin')
  remove(@Param('id') id: string): Promise<RuleDeletedDto> {
    return this.rules.remove(KIND, id);
  }
}
