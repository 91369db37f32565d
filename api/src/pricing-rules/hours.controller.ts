import { Body, Controller, Delete, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Authenticated } from '../auth/authenticated.decorator';
import { PageQueryDto } from '../common/paging.dto';
import { IdempotencyKey, type KeyedRequest, TakesIdempotencyKey } from '../idempotency/idempotency-key';
import { HoursDto, HoursInputDto, HoursPageDto, HoursUpdateDto } from './dto/hours.dto';
import { RuleDeletedDto } from './dto/rule.dto';
import { PricingRulesService, type RuleContent } from './pricing-rules.service';

const KIND = 'hours';

@ApiTags('Pricing: hours')
@Controller('pricing/hours')
export class HoursController {
  constructor(private readonly rules: PricingRulesService) {}

  /** The hours in which products may be sold. */
  @Get()
  @Authenticated('manager')
  list(@Query() query: PageQueryDto): Promise<HoursPageDto> {
    return this.rules.list(KIND, query) as Promise<HoursPageDto>;
  }

  /** One set of sale hours. */
  @Get(':id')
  @Authenticated('manager')
  get(@Param('id') id: string): Promise<HoursDto> {
    return this.rules.get(KIND, id) as Promise<HoursDto>;
  }

  /** Allows some products to be sold at some hours only. */
  @Post()
  @TakesIdempotencyKey()
  @Authenticated('org_admin')
  create(@Body() body: HoursInputDto, @IdempotencyKey() key?: KeyedRequest): Promise<HoursDto> {
    return this.rules.create(KIND, body as RuleContent<typeof KIND>, key) as Promise<HoursDto>;
  }

  /** Replaces the whole rule with its next version; sales made before keep the version they were priced with. */
  @Put(':id')
  @Authenticated('org_admin')
  replace(@Param('id') id: string, @Body() body: HoursUpdateDto): Promise<HoursDto> {
    const { version, ...content } = body;
    return this.rules.replace(KIND, id, {
      ...(content as RuleContent<typeof KIND>),
      version,
    }) as Promise<HoursDto>;
  }

  /** Takes the rule away. To end it on a day, set `effectiveTo` instead. */
  @Delete(':id')
  @Authenticated('org_admin')
  remove(@Param('id') id: string): Promise<RuleDeletedDto> {
    return this.rules.remove(KIND, id);
  }
}
