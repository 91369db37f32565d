import { Body, Controller, Delete, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Actor, CurrentActor } from '../access/actor';
import { Requires } from '../access/requires.decorator';
import { Refuses } from '../http/refuses.decorator';
import { IdempotencyKey, type KeyedRequest, TakesIdempotencyKey } from '../idempotency/idempotency-key';
import {
  NewScheduledPriceDto,
  ScheduledPriceCalledOffDto,
  ScheduledPriceDto,
  ScheduledPricePageDto,
  ScheduledPriceQueryDto,
} from './dto/scheduled-price.dto';
import { ScheduledPricesService } from './scheduled-prices.service';

@ApiTags('Products')
@Controller('scheduled-prices')
export class ScheduledPricesController {
  constructor(private readonly prices: ScheduledPricesService) {}

  /** Prices to come, the next first. */
  @Get()
  @Requires('price.write')
  @Refuses('product_not_found')
  list(@CurrentActor() actor: Actor, @Query() query: ScheduledPriceQueryDto): Promise<ScheduledPricePageDto> {
    return this.prices.list(actor, query);
  }

  /** Gives a pack another price from some moment on. */
  @Post()
  @TakesIdempotencyKey()
  @Requires('price.write')
  @Refuses('pack_not_found', 'product_not_found')
  schedule(
    @CurrentActor() actor: Actor,
    @Body() body: NewScheduledPriceDto,
    @IdempotencyKey() key?: KeyedRequest,
  ): Promise<ScheduledPriceDto> {
    return this.prices.schedule(actor, body, key);
  }

  /** Calls a price off before it holds. */
  @Delete(':id')
  @Requires('price.write')
  @Refuses('scheduled_price_not_found')
  callOff(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<ScheduledPriceCalledOffDto> {
    return this.prices.callOff(actor, id);
  }
}
