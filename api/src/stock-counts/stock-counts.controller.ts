import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Actor, CurrentActor } from '../access/actor';
import { Requires } from '../access/requires.decorator';
import { PageQueryDto } from '../http/paging.dto';
import { IdempotencyKey, type KeyedRequest, TakesIdempotencyKey } from '../idempotency/idempotency-key';
import { CountPosting } from './count-posting';
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
import { StockCountsService } from './stock-counts.service';

@ApiTags('Inventory')
@Controller('inventory/counts')
export class StockCountsController {
  constructor(
    private readonly counts: StockCountsService,
    private readonly posting: CountPosting,
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
  start(
    @CurrentActor() actor: Actor,
    @Body() body: NewStockCountDto,
    @IdempotencyKey() key?: KeyedRequest,
  ): Promise<StockCountDto> {
    return this.counts.start(actor, body, key);
  }

  /** One count. */
  @Get(':id')
  @Requires('stock.count')
  get(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<StockCountDto> {
    return this.counts.get(actor, id);
  }

  /** Ends the walk, takes it up again, or gives it up. */
  @Patch(':id')
  @Requires('stock.count')
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
  post(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: PostStockCountDto): Promise<StockCountDto> {
    return this.posting.post(actor, id, body);
  }
}
