import type { Readable } from 'node:stream';
import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Actor, CurrentActor } from '../access/actor';
import { Requires } from '../access/requires.decorator';
import { PageQueryDto } from '../http/paging.dto';
import { Refuses } from '../http/refuses.decorator';
import { ConsumesCsv } from '../http/request-bodies';
import { IdempotencyKey, type KeyedRequest, TakesIdempotencyKey } from '../idempotency/idempotency-key';
import { CountPosting } from './count-posting';
import { OpeningStockDto, OpeningStockQueryDto } from './dto/opening-stock.dto';
import {
  CountLinesQueryDto,
  NewStockCountDto,
  PostStockCountDto,
  StockCountDto,
  StockCountEntriesAnswerDto,
  StockCountEntriesDto,
  StockCountLinesDto,
  StockCountPageDto,
  StockCountStatusDto,
} from './dto/stock-count.dto';
import { OpeningStockService } from './opening-stock.service';
import { StockCountsService } from './stock-counts.service';

const STOCK_EXAMPLE = 'sku,name,price,stock\n75087,Juarez Gold,7.13,48\n';

@ApiTags('Inventory')
@Controller('inventory/counts')
export class StockCountsController {
  constructor(
    private readonly counts: StockCountsService,
    private readonly posting: CountPosting,
    private readonly opening: OpeningStockService,
  ) {}

  /** The counts, latest first. */
  @Get()
  @Requires('stock.count')
  list(@CurrentActor() actor: Actor, @Query() query: PageQueryDto): Promise<StockCountPageDto> {
    return this.counts.list(actor, query);
  }

  /** Begins a count; the shop sells on meanwhile. */
  @Post()
  @TakesIdempotencyKey()
  @Requires('stock.count')
  @Refuses('store_not_found')
  start(
    @CurrentActor() actor: Actor,
    @Body() body: NewStockCountDto,
    @IdempotencyKey() key?: KeyedRequest,
  ): Promise<StockCountDto> {
    return this.counts.start(actor, body, key);
  }

  /** Sets the stock of products to what a product file's column `stock` says, as a count: good rows land, bad ones are listed. */
  @Post('opening-stock')
  @HttpCode(200)
  @ConsumesCsv()
  @ApiConsumes('text/csv')
  @ApiBody({ schema: { type: 'string' }, examples: { csv: { value: STOCK_EXAMPLE } } })
  @Requires('stock.count')
  @Refuses('store_not_found')
  takeOpeningStock(
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Query() { storeId }: OpeningStockQueryDto,
  ): Promise<OpeningStockDto> {
    return this.opening.take(actor, request.body as Readable, storeId);
  }

  /** One count. */
  @Get(':id')
  @Requires('stock.count')
  @Refuses('count_not_found')
  get(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<StockCountDto> {
    return this.counts.get(actor, id);
  }

  /** Ends the walk, takes it up again, or gives it up. */
  @Patch(':id')
  @Requires('stock.count')
  @Refuses('count_is_over', 'count_not_found')
  setStatus(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() body: StockCountStatusDto,
  ): Promise<StockCountDto> {
    return this.counts.setStatus(actor, id, body.status);
  }

  /** What was seen, each entry once however often it is sent. */
  @Post(':id/entries')
  @HttpCode(200)
  @Requires('stock.count')
  @Refuses('count_is_over', 'count_not_found', 'product_not_found')
  enter(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() body: StockCountEntriesDto,
  ): Promise<StockCountEntriesAnswerDto> {
    return this.counts.enter(actor, id, body);
  }

  /** The count's products, held against what the books had at the minute each was seen. */
  @Get(':id/lines')
  @Requires('stock.count')
  @Refuses('count_not_finished', 'count_not_found')
  lines(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Query() query: CountLinesQueryDto,
  ): Promise<StockCountLinesDto> {
    return this.counts.lines(actor, id, query);
  }

  /** Brings the books to what was counted. One that was interrupted is ended by asking again; a posted one answers as it is. */
  @Post(':id/post')
  @HttpCode(200)
  @Requires('stock.count')
  @Refuses('count_is_over', 'count_not_finished', 'count_not_found', 'product_not_found')
  post(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: PostStockCountDto): Promise<StockCountDto> {
    return this.posting.post(actor, id, body);
  }
}
