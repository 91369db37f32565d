import { Body, Controller, Delete, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Authenticated } from '../auth/authenticated.decorator';
import { PageQueryDto } from '../common/paging.dto';
import { IdempotencyKey, type KeyedRequest, TakesIdempotencyKey } from '../idempotency/idempotency-key';
import { AgeDto, AgeInputDto, AgePageDto, AgeUpdateDto } from './dto/age.dto';
import { RuleDeletedDto } from './dto/rule.dto';
import { PricingRulesService, type RuleContent } from './pricing-rules.service';

const KIND = 'ages';

@ApiTags('Pricing: ages')
@Controller('pricing/ages')
export class AgesController {
  constructor(private readonly rules: PricingRulesService) {}

  /** The minimum ages. */
  @Get()
  @Authenticated('manager')
  list(@Query() query: PageQueryDto): Promise<AgePageDto> {
    return this.rules.list(KIND, query) as Promise<AgePageDto>;
  }

  /** One minimum age. */
  @Get(':id')
  @Authenticated('manager')
  get(@Param('id') id: string): Promise<AgeDto> {
    return this.rules.get(KIND, id) as Promise<AgeDto>;
  }

  /** Asks for an age before some products are sold. */
  @Post()
  @TakesIdempotencyKey()
  @Authenticated('org_admin')
  create(@Body() body: AgeInputDto, @IdempotencyKey() key?: KeyedRequest): Promise<AgeDto> {
    return this.rules.create(KIND, body as RuleContent<typeof KIND>, key) as Promise<AgeDto>;
  }

  /** Replaces the whole rule with its next version; sales made before keep the version they were priced with. */
  @Put(':id')
  @Authenticated('org_admin')
  replace(@Param('id') id: string, @Body() body: AgeUpdateDto): Promise<AgeDto> {
    const { version, ...content } = body;
    return this.rules.replace(KIND, id, {
      ...(content as RuleContent<typeof KIND>),
      version,
    }) as Promise<AgeDto>;
  }

  /** Takes the rule away. To end it on a day, set `effectiveTo` instead. */
  @Delete(':id')
  @Authenticated('org_admin')
  remove(@Param('id') id: string): Promise<RuleDeletedDto> {
    return this.rules.remove(KIND, id);
  }
}
