import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Authenticated } from '../auth/authenticated.decorator';
import { CurrentUser, type Principal } from '../auth/principal';
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
  @Authenticated('cashier')
  list(@Query() query: InventoryQueryDto): Promise<BalancePageDto> {
    return this.inventory.list(query);
  }

  /** How balances came to be, latest first. */
  @Get('movements')
  @Authenticated('cashier')
  listMovements(@Query() query: MovementQueryDto): Promise<MovementPageDto> {
    return this.inventory.listMovements(query);
  }

  /** Corrects a balance, with a reason. */
  @Post('adjustments')
  @TakesIdempotencyKey()
  @Authenticated('manager')
  adjust(
    @CurrentUser() principal: Principal,
    @Body() body: AdjustmentDto,
    @IdempotencyKey() key?: KeyedRequest,
  ): Promise<AdjustmentAnswerDto> {
    return this.changes.adjust(principal, body, key);
  }

  /** Takes in goods at their cost. */
  @Post('receipts')
  @TakesIdempotencyKey()
  @Authenticated('manager')
  receive(
    @CurrentUser() principal: Principal,
    @Body() body: ReceiveDto,
    @IdempotencyKey() key?: KeyedRequest,
  ): Promise<ReceivingDto> {
    return this.changes.receive(principal, body, key);
  }
}
