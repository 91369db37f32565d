import { Body, Controller, Delete, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Authenticated } from '../auth/authenticated.decorator';
import { PageQueryDto } from '../common/paging.dto';
import { IdempotencyKey, type KeyedRequest, TakesIdempotencyKey } from '../idempotency/idempotency-key';
import { PromotionDto, PromotionInputDto, PromotionPageDto, PromotionUpdateDto } from './dto/promotion.dto';
import { RuleDeletedDto } from './dto/rule.dto';
import { PricingRulesService, type RuleContent } from './pricing-rules.service';

const KIND = 'promotions';

@ApiTags('Pricing: promotions')
@Controller('pricing/promotions')
export class PromotionsController {
  constructor(private readonly rules: PricingRulesService) {}

  /** The promotions, past and to come. */
  @Get()
  @Authenticated('manager')
  list(@Query() query: PageQueryDto): Promise<PromotionPageDto> {
    return this.rules.list(KIND, query) as Promise<PromotionPageDto>;
  }

  /** One promotion. */
  @Get(':id')
  @Authenticated('manager')
  get(@Param('id') id: string): Promise<PromotionDto> {
    return this.rules.get(KIND, id) as Promise<PromotionDto>;
  }

  /** Offers a promotion. */
  @Post()
  @TakesIdempotencyKey()
  @Authenticated('org_admin')
  create(@Body() body: PromotionInputDto, @IdempotencyKey() key?: KeyedRequest): Promise<PromotionDto> {
    return this.rules.create(KIND, body as RuleContent<typeof KIND>, key) as Promise<PromotionDto>;
  }

  /** Replaces the whole rule with its next version; sales made before keep the version they were priced with. */
  @Put(':id')
  @Authenticated('org_admin')
  replace(@Param('id') id: string, @Body() body: PromotionUpdateDto): Promise<PromotionDto> {
    const { version, ...content } = body;
    return this.rules.replace(KIND, id, {
      ...(content as RuleContent<typeof KIND>),
      version,
    }) as Promise<PromotionDto>;
  }

  /** Takes the rule away. To end it on a day, set `effectiveTo` instead. */
  @Delete(':id')
  @Authenticated('org_admin')
  remove(@Param('id') id: string): Promise<RuleDeletedDto> {
    return this.rules.remove(KIND, id);
  }
}
