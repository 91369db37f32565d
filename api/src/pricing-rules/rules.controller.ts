import { Body, Controller, Delete, Get, Param, Post, Put, Query, type Type } from '@nestjs/common';
import { ApiBody, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Actor, CurrentActor } from '../access/actor';
import { Requires } from '../access/requires.decorator';
import type { ErrorCode } from '../errors/error-codes';
import { PageQueryDto } from '../http/paging.dto';
import { Refuses } from '../http/refuses.decorator';
import { requestValidation } from '../http/validation';
import { IdempotencyKey, type KeyedRequest, TakesIdempotencyKey } from '../idempotency/idempotency-key';
import { AgeDto, AgeInputDto, AgePageDto, AgeUpdateDto } from './dto/age.dto';
import { AllocationDto, AllocationInputDto, AllocationPageDto, AllocationUpdateDto } from './dto/allocation.dto';
import { DepositDto, DepositInputDto, DepositPageDto, DepositUpdateDto } from './dto/deposit.dto';
import { HoursDto, HoursInputDto, HoursPageDto, HoursUpdateDto } from './dto/hours.dto';
import { MinimumDto, MinimumInputDto, MinimumPageDto, MinimumUpdateDto } from './dto/minimum.dto';
import { PromotionDto, PromotionInputDto, PromotionPageDto, PromotionUpdateDto } from './dto/promotion.dto';
import { RuleDeletedDto } from './dto/rule.dto';
import type { RuleInputs } from './dto/rule-dtos';
import { TaxDto, TaxInputDto, TaxPageDto, TaxUpdateDto } from './dto/tax.dto';
import type { RuleKind } from './pricing-rule.schema';
import { PricingRulesService } from './pricing-rules.service';
import type { RuleContent } from './rule-writes';

/** What the routes of one kind of rule differ in. */
interface RoutesOf<K extends RuleKind> {
  kind: K;
  /** The first part of its operations' ids. */
  name: string;
  says: { list: string; get: string; create: string };
  /** Where there is none of it. */
  missing: ErrorCode;
  input: Type<RuleInputs[K]>;
  update: Type<object>;
  answer: Type<object>;
  page: Type<object>;
}

/** Reading and writing the rules of one kind: the same routes for each, under `/pricing/<kind>`. */
function rulesController<K extends RuleKind>({
  kind,
  name,
  says,
  missing,
  input,
  update,
  answer,
  page,
}: RoutesOf<K>): Type {
  @ApiTags(`Pricing: ${kind}`)
  @Controller(`pricing/${kind}`)
  class RulesController {
    constructor(private readonly rules: PricingRulesService) {}

    @Get()
    @ApiOperation({ summary: says.list })
    @ApiOkResponse({ type: page })
    @Requires('rule.read')
    list(@CurrentActor() actor: Actor, @Query() query: PageQueryDto) {
      return this.rules.list(actor, kind, query);
    }

    @Get(':id')
    @ApiOperation({ summary: says.get })
    @ApiOkResponse({ type: answer })
    @Requires('rule.read')
    @Refuses(missing)
    get(@CurrentActor() actor: Actor, @Param('id') id: string) {
      return this.rules.get(actor, kind, id);
    }

    @Post()
    @ApiOperation({ summary: says.create })
    @TakesIdempotencyKey()
    @ApiBody({ type: input })
    @ApiCreatedResponse({ type: answer })
    @Requires('rule.write')
    @Refuses('too_many_rules', 'store_not_found')
    create(
      @CurrentActor() actor: Actor,
      @Body(requestValidation(input)) body: RuleContent<K>,
      @IdempotencyKey() key?: KeyedRequest,
    ) {
      return this.rules.create(actor, kind, body, key);
    }

    @Put(':id')
    @ApiOperation({
      summary:
        'Replaces the whole rule with its next version; sales made before keep the version they were priced with.',
    })
    @ApiBody({ type: update })
    @ApiOkResponse({ type: answer })
    @Requires('rule.write')
    @Refuses(missing, 'stale_version', 'store_not_found')
    replace(
      @CurrentActor() actor: Actor,
      @Param('id') id: string,
      @Body(requestValidation(update)) body: RuleContent<K> & { version: number },
    ) {
      return this.rules.replace(actor, kind, id, body);
    }

    @Delete(':id')
    @ApiOperation({ summary: 'Takes the rule away. To end it on a day, set `effectiveTo` instead.' })
    @ApiOkResponse({ type: RuleDeletedDto })
    @Requires('rule.write')
    @Refuses(missing)
    remove(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<RuleDeletedDto> {
      return this.rules.remove(actor, kind, id);
    }
  }
  Object.defineProperty(RulesController, 'name', { value: `${name}Controller` });
  return RulesController;
}

export const RULE_CONTROLLERS: Type[] = [
  rulesController({
    kind: 'taxes',
    name: 'Taxes',
    missing: 'tax_not_found',
    says: {
      list: 'The taxes charged on sales.',
      get: 'One tax.',
      create: 'Charges a tax from its effective date on.',
    },
    input: TaxInputDto,
    update: TaxUpdateDto,
    answer: TaxDto,
    page: TaxPageDto,
  }),
  rulesController({
    kind: 'deposits',
    name: 'Deposits',
    missing: 'deposit_not_found',
    says: { list: 'The container deposits.', get: 'One deposit.', create: 'Charges a deposit on containers.' },
    input: DepositInputDto,
    update: DepositUpdateDto,
    answer: DepositDto,
    page: DepositPageDto,
  }),
  rulesController({
    kind: 'promotions',
    name: 'Promotions',
    missing: 'promotion_not_found',
    says: { list: 'The promotions, past and to come.', get: 'One promotion.', create: 'Offers a promotion.' },
    input: PromotionInputDto,
    update: PromotionUpdateDto,
    answer: PromotionDto,
    page: PromotionPageDto,
  }),
  rulesController({
    kind: 'ages',
    name: 'Ages',
    missing: 'age_rule_not_found',
    says: {
      list: 'The minimum ages.',
      get: 'One minimum age.',
      create: 'Asks for an age before some products are sold.',
    },
    input: AgeInputDto,
    update: AgeUpdateDto,
    answer: AgeDto,
    page: AgePageDto,
  }),
  rulesController({
    kind: 'hours',
    name: 'Hours',
    missing: 'sale_hours_not_found',
    says: {
      list: 'The hours in which products may be sold.',
      get: 'One set of sale hours.',
      create: 'Allows some products to be sold at some hours only.',
    },
    input: HoursInputDto,
    update: HoursUpdateDto,
    answer: HoursDto,
    page: HoursPageDto,
  }),
  rulesController({
    kind: 'minimums',
    name: 'Minimums',
    missing: 'minimum_price_not_found',
    says: {
      list: 'The minimum prices.',
      get: 'One minimum price.',
      create:
        'Lets nothing it chooses be sold for less: a price that offers or hands bring below it is raised to it, and a sale below cost is refused.',
    },
    input: MinimumInputDto,
    update: MinimumUpdateDto,
    answer: MinimumDto,
    page: MinimumPageDto,
  }),
  rulesController({
    kind: 'allocations',
    name: 'Allocations',
    missing: 'allocation_not_found',
    says: {
      list: 'What is scarce, and how much a customer may have of it.',
      get: 'One allocation.',
      create: 'Allocates what is scarce: so much for a sale, or for a customer, counted over all registers and stores.',
    },
    input: AllocationInputDto,
    update: AllocationUpdateDto,
    answer: AllocationDto,
    page: AllocationPageDto,
  }),
];
