import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Actor, CurrentActor } from '../access/actor';
import { Requires } from '../access/requires.decorator';
import { Refuses } from '../http/refuses.decorator';
import { IdempotencyKey, type KeyedRequest, TakesIdempotencyKey } from '../idempotency/idempotency-key';
import {
  AdjustmentAnswerDto,
  AdjustmentDto,
  BalancePageDto,
  InventoryQueryDto,
  MovementPageDto,
  MovementQueryDto,
  ReceiveDto,
  ReceivingDto,
} from './dto/inventory.dto';
import { InventoryService } from './inventory.service';
import { StockChangesService } from './stock-changes.service';

@ApiTags('Inventory')
@Controller('inventory')
export class InventoryController {
  constructor(
    private readonly inventory: InventoryService,
    private readonly changes: StockChangesService,
  ) {}

  /** What is on hand of every product on sale. */
  @Get()
  @Requires('stock.read')
  @Refuses('store_not_found')
  list(@CurrentActor() actor: Actor, @Query() query: InventoryQueryDto): Promise<BalancePageDto> {
    return this.inventory.list(actor, query);
  }

  /** How balances came to be, latest first. */
  @Get('movements')
  @Requires('stock.read')
  @Refuses('product_not_found', 'store_not_found')
  listMovements(@CurrentActor() actor: Actor, @Query() query: MovementQueryDto): Promise<MovementPageDto> {
    return this.inventory.listMovements(actor, query);
  }

  /** Corrects a balance, with a reason. */
  @Post('adjustments')
  @TakesIdempotencyKey()
  @Requires('stock.adjust')
  @Refuses('product_not_found', 'store_not_found')
  adjust(
    @CurrentActor() actor: Actor,
    @Body() body: AdjustmentDto,
    @IdempotencyKey() key?: KeyedRequest,
  ): Promise<AdjustmentAnswerDto> {
    return this.changes.adjust(actor, body, key);
  }

  /** Takes in goods at their cost. */
  @Post('receipts')
  @TakesIdempotencyKey()
  @Requires('stock.receive')
  @Refuses('invoice_received', 'product_not_found', 'store_not_found')
  receive(
    @CurrentActor() actor: Actor,
    @Body() body: ReceiveDto,
    @IdempotencyKey() key?: KeyedRequest,
  ): Promise<ReceivingDto> {
    return this.changes.receive(actor, body, key);
  }
}
