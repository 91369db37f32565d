import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Actor, CurrentActor } from '../access/actor';
import { Requires } from '../access/requires.decorator';
import { SuccessDto } from '../auth/dto/login.dto';
import { APPROVAL_PROBLEMS, BASKET_PROBLEMS, PAYMENT_PROBLEMS, RETURN_PROBLEMS } from '../http/problem-groups';
import { Refuses } from '../http/refuses.decorator';
import { CheckoutService } from './checkout';
import { ClearedSalesService } from './cleared-sales';
import { ClearedSaleDto } from './dto/cleared-sale.dto';
import { QuoteAnswerDto } from './dto/priced-sale.dto';
import { ReprintDto } from './dto/reprint.dto';
import { SaleDto, SalePageDto, SaleQueryDto } from './dto/sale.dto';
import { CreateSaleDto, QuoteDto } from './dto/sale-input.dto';
import { ReturnSaleDto, SaleReturnQuoteAnswerDto, SaleReturnQuoteDto, VoidSaleDto } from './dto/take-back.dto';
import { ReprintsService } from './reprints';
import { ReturnSaleService } from './return-sale';
import { toSale } from './sale-mapping';
import { SalesService } from './sales.service';
import { VoidSaleService } from './void-sale';

@ApiTags('Sales')
@Controller('sales')
export class SalesController {
  constructor(
    private readonly sales: SalesService,
    private readonly checkout: CheckoutService,
    private readonly voids: VoidSaleService,
    private readonly returns: ReturnSaleService,
    private readonly cleared: ClearedSalesService,
    private readonly reprints: ReprintsService,
  ) {}

  /** Sells. A retry with the same id and content answers the first result with 200. */
  @Post()
  @ApiCreatedResponse({ type: SaleDto })
  @ApiOkResponse({ type: SaleDto, description: 'The sale was made before; this is it.' })
  @Requires('sale.create')
  @Refuses(
    ...BASKET_PROBLEMS,
    ...APPROVAL_PROBLEMS,
    ...PAYMENT_PROBLEMS,
    ...RETURN_PROBLEMS,
    'age_check_required',
    'allocation_exceeded',
    'backdating_forbidden',
    'below_minimum_price',
    'customer_required',
    'out_of_stock',
    'outside_sale_hours',
    'price_changed',
    'sale_id_reused',
    'seller_too_young',
    'too_many_movements',
    'underage',
  )
  async create(
    @CurrentActor() actor: Actor,
    @Body() body: CreateSaleDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SaleDto> {
    const { document, replayed } = await this.checkout.sell(actor, body);
    void reply.status(replayed ? 200 : 201);
    return this.sales.withReturn(document);
  }

  /** Sales, latest first. */
  @Get()
  @Requires('sale.read')
  @Refuses('user_not_found', 'register_not_found', 'store_not_found', 'product_not_found')
  list(@CurrentActor() actor: Actor, @Query() query: SaleQueryDto): Promise<SalePageDto> {
    return this.sales.list(actor, query);
  }

  /** What a basket costs, line by line, with the trace of each price. */
  @Post('quote')
  @HttpCode(200)
  @Requires('sale.create')
  @Refuses(...BASKET_PROBLEMS)
  quote(@CurrentActor() actor: Actor, @Body() body: QuoteDto): Promise<QuoteAnswerDto> {
    return this.sales.quote(actor, body);
  }

  /** Records a basket that was rung up and not sold. A retry with the same id records nothing twice. */
  @Post('cleared')
  @HttpCode(200)
  @Requires('sale.create')
  @Refuses(...BASKET_PROBLEMS, ...APPROVAL_PROBLEMS, 'id_reused')
  async clear(@CurrentActor() actor: Actor, @Body() body: ClearedSaleDto): Promise<SuccessDto> {
    await this.cleared.record(actor, body);
    return { success: true };
  }

  /** One sale. */
  @Get(':id')
  @Requires('sale.read')
  @Refuses('sale_not_found')
  get(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<SaleDto> {
    return this.sales.get(actor, id);
  }

  /** Voids a sale: stock and drawer are put back by counter-entries. */
  @Post(':id/void')
  @HttpCode(200)
  @Requires('sale.void')
  @Refuses(
    ...APPROVAL_PROBLEMS,
    'already_returned',
    'gift_card_not_found',
    'house_account_not_found',
    'insufficient_balance',
    'no_open_shift',
    'register_closed',
    'register_not_found',
    'sale_has_returns',
    'sale_id_reused',
    'sale_is_exchange',
    'sale_not_found',
    'sale_voided',
    'shift_closed',
  )
  async void(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: VoidSaleDto): Promise<SaleDto> {
    return toSale(await this.voids.void(actor, id, body));
  }

  /** Records that a receipt was printed again. A retry with the same id records nothing twice. */
  @Post(':id/reprints')
  @HttpCode(200)
  @Requires('sale.read')
  @Refuses('id_reused', 'register_not_found', 'sale_not_found')
  async reprint(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: ReprintDto): Promise<SuccessDto> {
    await this.reprints.record(actor, id, body);
    return { success: true };
  }

  /** What would be given back for some lines, and how. */
  @Post(':id/returns/quote')
  @HttpCode(200)
  @Requires('return.receipt')
  @Refuses(...RETURN_PROBLEMS)
  quoteReturn(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() body: SaleReturnQuoteDto,
  ): Promise<SaleReturnQuoteAnswerDto> {
    return this.returns.quote(actor, id, body);
  }

  /** Takes lines back: the money goes out as it came in, to the cent. A retry with the same id and content answers 200. */
  @Post(':id/returns')
  @ApiCreatedResponse({ type: SaleDto })
  @ApiOkResponse({ type: SaleDto, description: 'The return was made before; this is it.' })
  @Requires('return.receipt')
  @Refuses(
    ...APPROVAL_PROBLEMS,
    ...PAYMENT_PROBLEMS,
    ...RETURN_PROBLEMS,
    'register_not_found',
    'sale_id_reused',
    'too_many_movements',
  )
  async return(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() body: ReturnSaleDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SaleDto> {
    const { document, replayed } = await this.returns.take(actor, id, body);
    void reply.status(replayed ? 200 : 201);
    return toSale(document);
  }
}
